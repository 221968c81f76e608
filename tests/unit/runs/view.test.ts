import { expect, test } from "vitest";
import type { RunEvent } from "@/lib/chats/run/types";
import { RunLog } from "@/lib/chats/stream/run-log";
import { viewRun } from "@/lib/chats/stream/view";

const START: RunEvent = {
  type: "start",
  messageId: "m",
  chatId: "c",
  parentId: null,
  model: "x",
  createdAt: new Date(0).toISOString(),
  parts: [{ type: "text", text: "before 😀 " }],
};
const FINISH: RunEvent = { type: "finish", status: "complete", finishReason: "stop" };
const TEXT = "😀 word ".repeat(200_000);
const QUEUE = 128 * 1024;

/** How much is ready for a reader that reads nothing: what it gets at once when it begins to. */
async function waiting(stream: ReadableStream<Uint8Array>): Promise<{ bytes: number; rest: string }> {
  const reader = stream.getReader();
  let [bytes, rest] = [0, ""];
  const decoder = new TextDecoder();
  for (let first = true; ; first = false) {
    const { done, value } = await reader.read();
    if (done) return { bytes, rest };
    if (first) bytes = value.byteLength;
    rest += decoder.decode(value, { stream: true });
  }
}

const textOf = (frames: string) =>
  [...frames.matchAll(/"delta":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text ?? "")).join("");
const idsOf = (frames: string) => [...frames.matchAll(/^id: run\.(\d+)$/gm)].map(([, id]) => Number(id));

test.each(["before the reader comes", "while the reader is deaf"])("a reply that ended %s", async (when) => {
  const log = new RunLog("run");
  log.append(START);
  const early = when.startsWith("while") ? viewRun(log, 0) : null;
  for (let i = 0; i < TEXT.length; i += 40_000) log.append({ type: "text", text: TEXT.slice(i, i + 40_000) });
  log.append(FINISH);
  // One that reads nothing until all is over, and then all.
  const { rest } = await waiting(early ?? viewRun(log, 0));
  expect(textOf(rest)).toBe(`before 😀 ${TEXT}`);
  expect(rest.endsWith("data: [DONE]\n\n")).toBe(true);
  const ids = idsOf(rest);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(ids.at(-1)).toBe(log.replay("ui", 0).position);
  expect(rest).not.toMatch(/\\ud[89a-f]/);
});

test("a thousand deaf viewers cost a queue each, not the reply each", () => {
  const log = new RunLog("run");
  log.append(START);
  const pulled: number[] = [];
  const deaf = Array.from({ length: 1_000 }, () => viewRun(log, 0));
  log.append({ type: "text", text: TEXT.slice(0, 1_000) });
  const { replay } = log;
  log.replay = function (...given) {
    const piece = replay.apply(this, given);
    pulled.push(Buffer.byteLength(piece.text));
    return piece;
  };
  for (let i = 1_000; i < TEXT.length; i += 40_000)
    log.append({ type: "text", text: TEXT.slice(i, i + 40_000) });
  log.append(FINISH);
  expect(pulled.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(deaf.length * QUEUE * 2);
});

test("pieces of any size make the same stream", () => {
  const log = new RunLog("run");
  log.append(START);
  log.append({ type: "reasoning", text: "a😀b" });
  log.append({ type: "text", text: "😀😀 c" });
  log.append(FINISH);
  for (const size of [2, 3, 5, 8, 1_000]) {
    let [at, text] = [0, ""];
    for (let rounds = 0; rounds < 100; rounds++) {
      const piece = log.replay("ui", at, size);
      if (piece.position === at) break;
      at = piece.position;
      text += piece.text;
    }
    expect(textOf(text)).toBe("before 😀 a😀b😀😀 c");
    expect(text.match(/data: \[DONE\]/g)).toHaveLength(1);
    expect(text.match(/"type":"finish"/g)).toHaveLength(1);
  }
});
