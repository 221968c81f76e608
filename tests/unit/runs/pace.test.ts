import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunEvent } from "@/lib/chats/run/types";
import { RunLog } from "@/lib/chats/stream/run-log";
import { perProcess } from "@/lib/platform";

const START: RunEvent = {
  type: "start",
  messageId: "m",
  chatId: "c",
  parentId: null,
  model: "x",
  createdAt: new Date(0).toISOString(),
};
const FINISH: RunEvent = { type: "finish", status: "complete", finishReason: "stop" };

// Other tests of this process may have left watchers behind.
const pace = perProcess("pace", () => ({ watched: 0, waiting: new Set(), timer: null }));
let before = 0;

beforeEach(() => {
  before = pace.watched;
  pace.watched = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  pace.watched = before;
});

/** Replies that are watched, what each watcher was told, and how to leave them all. */
function watching(count: number) {
  const leave: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, index) => {
    const log = new RunLog(`run${index}`);
    const told: string[] = [];
    const watcher = { frames: (bytes: Uint8Array) => told.push(String(bytes)), end: () => told.push("end") };
    leave.push(log.watch("ui", watcher));
    log.append(START);
    return { log, told };
  });
  return { all, leave: () => leave.forEach((one) => void one()) };
}

const say = ({ log }: { log: RunLog }, text: string) => log.append({ type: "text", text });
const deltasOf = (told: string[]) =>
  [...told.join("").matchAll(/"delta":"([^"]*)"/g)].map(([, text]) => text);

test("while few are watched each piece of text goes out as it comes", () => {
  const { all, leave } = watching(64);
  for (const word of ["a ", "b ", "c"]) for (const one of all) say(one, word);
  for (const { told } of all) expect(deltasOf(told)).toEqual(["a ", "b ", "c"]);
  leave();
});

test("of many the first text goes out at once, the rest ten times a second, and nothing is lost", () => {
  const { all, leave } = watching(65);
  for (let ms = 0; ms < 1_000; ms += 10) {
    for (const one of all) say(one, "w ");
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(100);
  for (const { told } of all) {
    const deltas = deltasOf(told);
    expect(deltas[0]).toBe("w ");
    expect(deltas.length).toBeLessThanOrEqual(12);
    expect(deltas.join("")).toBe("w ".repeat(100));
  }
  expect(vi.getTimerCount()).toBe(0);
  leave();
});

test("what waits goes out before whatever is no text, and before the stream is let go", () => {
  const { all, leave } = watching(65);
  for (const one of all) for (const word of ["a ", "b "]) say(one, word);
  const [ended, released] = all;
  ended?.log.append(FINISH);
  released?.log.release();
  for (const told of [ended?.told ?? [], released?.told ?? []]) {
    expect(deltasOf(told)).toEqual(["a ", "b "]);
    expect(told.at(-1)).toBe("end");
  }
  leave();
});

test("when the others have been left, a reply's text no longer waits", () => {
  const { all, leave } = watching(64);
  const own = watching(1);
  leave();
  const [one] = own.all;
  for (const word of ["a ", "b "]) if (one) say(one, word);
  expect(deltasOf(one?.told ?? [])).toEqual(["a ", "b "]);
  expect(all).toHaveLength(64);
  own.leave();
});
