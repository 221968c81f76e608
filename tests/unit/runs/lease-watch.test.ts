import { expect, test } from "vitest";
import { LeaseWatch } from "@/lib/chats/run/lease-watch";

const lease = (leaseUntil: number) => ({ id: "run", lease: "owner", leaseUntil });

/** A watch that looked at `times`; what it saw is the same each time. */
function watched(...times: number[]) {
  const watch = new LeaseWatch();
  for (const at of times) watch.observe([lease(1)], at, at);
  return watch;
}

test("a lease has run out when it was seen unchanged for all of it", () => {
  expect(watched(0, 2_000, 4_000, 5_999).hasRunOut(lease(1), 5_999)).toBe(false);
  expect(watched(0, 2_000, 4_000, 6_000).hasRunOut(lease(1), 6_000)).toBe(true);
});

test("a lease that was renewed in between, or since, has not", () => {
  const watch = watched(0, 2_000);
  watch.observe([lease(2)], 4_000, 4_000);
  watch.observe([lease(2)], 6_000, 6_000);
  expect(watch.hasRunOut(lease(2), 6_000)).toBe(false);
  expect(watched(0, 2_000, 4_000, 6_000).hasRunOut(lease(2), 6_000)).toBe(false);
});

test("a lease that nobody here has seen has not, however old it says it is", () => {
  expect(new LeaseWatch().hasRunOut(lease(-1e9), 1e9)).toBe(false);
});

test("an outage, and a process that stood still, begin it anew", () => {
  expect(watched(0, 2_000, 12_000).hasRunOut(lease(1), 12_000)).toBe(false);
  expect(watched(0, 2_000, 12_000, 14_000, 16_000, 18_000).hasRunOut(lease(1), 18_000)).toBe(true);
  const watch = watched(0, 2_000, 4_000);
  watch.blind();
  watch.observe([lease(1)], 5_000, 5_000);
  watch.observe([lease(1)], 7_000, 7_000);
  expect(watch.hasRunOut(lease(1), 7_000)).toBe(false);
});

test("an answer that took long proves nothing about the time it took", () => {
  const watch = watched(0, 2_000);
  watch.observe([lease(1)], 2_500, 9_000);
  watch.observe([lease(1)], 9_500, 9_500);
  expect(watch.hasRunOut(lease(1), 9_500)).toBe(false);
});

test("what was seen long ago proves nothing now", () => {
  expect(watched(0, 2_000, 4_000, 6_000).hasRunOut(lease(1), 60_000)).toBe(false);
});
