import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Silence } from "@/lib/client/silence";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

it("is told once, when nothing was heard for so long, by one timer", () => {
  let told = 0;
  const silence = new Silence(1_000, () => told++);
  for (let i = 0; i < 50; i++) {
    vi.advanceTimersByTime(100);
    silence.heard();
    expect(vi.getTimerCount()).toBe(1);
  }
  vi.advanceTimersByTime(999);
  expect(told).toBe(0);
  vi.advanceTimersByTime(1);
  expect(told).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(told).toBe(1);
});

it("is not told after its end", () => {
  let told = 0;
  const silence = new Silence(1_000, () => told++);
  silence.end();
  vi.advanceTimersByTime(5_000);
  expect(told).toBe(0);
});
