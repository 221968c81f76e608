import { readUIMessageStream, type UIMessage, type UIMessageChunk, uiMessageChunkSchema } from "ai";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/lib/chats/run/types";
import { RunLog } from "@/lib/chats/stream/run-log";
import { positionOf } from "@/lib/chats/stream/ui-stream";
import { viewRun } from "@/lib/chats/stream/view";

const RUN = "0123456789abcdef01234567";
const START: RunEvent = {
  type: "start",
  messageId: "m1",
  chatId: "c1",
  parentId: "u1",
  model: "x",
  createdAt: "2026-01-01T00:00:00.000Z",
};
const SOURCE: RunEvent = {
  type: "source",
  part: { type: "source-document", sourceId: "s1", mediaType: "text/plain", title: "notes.txt" },
};
const USAGE: RunEvent = {
  type: "usage",
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};
const EVENTS: RunEvent[] = [
  START,
  SOURCE,
  { type: "reasoning", text: "Think" },
  { type: "reasoning", text: "ing" },
  { type: "text", text: "Hello " },
  { type: "text", text: "wörld 👋" },
  { type: "text", text: ".\n\n" },
  USAGE,
  { type: "finish", status: "complete", finishReason: "stop" },
];

function logOf(events: RunEvent[]): RunLog {
  const log = new RunLog(RUN);
  for (const event of events) log.append(event);
  return log;
}
const read = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();
const payloads = (text: string) =>
  text
    .split("\n\n")
    .flatMap((block) => block.split("\n").filter((line) => line.startsWith("data: ")))
    .map((line) => line.slice(6));
const chunksOf = (text: string) =>
  payloads(text)
    .filter((data) => data !== "[DONE]")
    .map((data) => JSON.parse(data) as UIMessageChunk);

async function messageOf(text: string): Promise<UIMessage | undefined> {
  const chunks = chunksOf(text);
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream })) last = message;
  return last;
}

describe("the UI message stream", () => {
  it("is valid by the AI SDK's own schema and ends with [DONE]", async () => {
    const text = await read(viewRun(logOf(EVENTS), 0));
    expect(payloads(text).at(-1)).toBe("[DONE]");
    expect(payloads(text).filter((data) => data === "[DONE]")).toHaveLength(1);
    const { validate } = uiMessageChunkSchema();
    for (const chunk of chunksOf(text)) {
      expect(await validate?.(chunk)).toMatchObject({ success: true });
    }
  });

  it("is read by the AI SDK as the message that is stored", async () => {
    const message = await messageOf(await read(viewRun(logOf(EVENTS), 0)));
    expect(message).toMatchObject({
      id: "m1",
      role: "assistant",
      metadata: { chatId: "c1", parentId: "u1", model: "x", status: "complete", finishReason: "stop" },
    });
    expect(message?.parts).toEqual([
      { type: "step-start" },
      expect.objectContaining({ type: "source-document", sourceId: "s1", title: "notes.txt" }),
      expect.objectContaining({ type: "reasoning", text: "Thinking", state: "done" }),
      expect.objectContaining({ type: "text", text: "Hello wörld 👋.\n\n", state: "done" }),
    ]);
  });

  it("tells a stopped reply in the metadata, in words that the protocol knows", async () => {
    const end: RunEvent = { type: "finish", status: "stopped", finishReason: "stopped" };
    const chunks = chunksOf(await read(viewRun(logOf([START, { type: "text", text: "a" }, end]), 0)));
    expect(chunks.at(-1)).toEqual({
      type: "finish",
      finishReason: "other",
      messageMetadata: { model: "x", status: "stopped", finishReason: "stopped" },
    });
  });

  it("closes what is open before an error", async () => {
    const failed: RunEvent[] = [
      START,
      { type: "text", text: "partial" },
      { type: "error", code: "provider_failed", message: "Failed to generate AI response" },
      { type: "finish", status: "failed", finishReason: "error" },
    ];
    const types = chunksOf(await read(viewRun(logOf(failed), 0))).map((chunk) => chunk.type);
    expect(types).toEqual([
      "start",
      "start-step",
      "text-start",
      "text-delta",
      "text-end",
      "error",
      "finish-step",
      "finish",
    ]);
  });

  it("begins a continued reply with what it already said, in the same part", async () => {
    const parts = [{ type: "text" as const, text: "Once upon ", state: "done" as const }];
    const end: RunEvent = { type: "finish", status: "complete", finishReason: "stop" };
    const log = logOf([{ ...START, parts }, { type: "text", text: "a time." }, end]);
    const message = await messageOf(await read(viewRun(log, 0)));
    expect(message?.parts.at(-1)).toMatchObject({ type: "text", text: "Once upon a time." });
  });
});

/** Everything a viewer at `position` still gets, folded into (type, text) so that the cut of deltas does not matter. */
const folded = (text: string) =>
  chunksOf(text).reduce<[string, string][]>((list, chunk) => {
    const delta = "delta" in chunk ? String(chunk.delta) : JSON.stringify(chunk);
    const last = list.at(-1);
    if (last && last[0] === chunk.type && chunk.type.endsWith("-delta")) last[1] += delta;
    else list.push([chunk.type, delta]);
    return list;
  }, []);

describe("resuming", () => {
  it("from any event of a live stream gives the rest, without a gap or a repeat", async () => {
    const log = new RunLog(RUN);
    const live = read(viewRun(log, 0));
    for (const event of EVENTS) log.append(event);
    const whole = await live;
    const blocks = whole.split("\n\n").filter(Boolean);
    expect(blocks.length).toBeGreaterThan(12);
    for (let cut = 1; cut < blocks.length; cut++) {
      const before = `${blocks.slice(0, cut).join("\n\n")}\n\n`;
      const id = /^id: (.+)$/m.exec(blocks[cut - 1] ?? "")?.[1] ?? null;
      if (id === null) continue;
      const after = log.replay("ui", positionOf(id, RUN)).text;
      expect(folded(before + after)).toEqual(folded(whole));
    }
  });

  it("means the same place however the text was cut: live here, in one piece there", () => {
    const merged: RunEvent[] = [
      START,
      SOURCE,
      { type: "reasoning", text: "Thinking" },
      { type: "text", text: "Hello wörld 👋.\n\n" },
      USAGE,
      { type: "finish", status: "complete", finishReason: "stop" },
    ];
    const one = logOf(EVENTS);
    const two = logOf(merged);
    const { position } = one.replay("ui", 0);
    for (let at = 0; at <= position; at++) expect(two.replay("ui", at)).toEqual(one.replay("ui", at));
  });

  it("with an id of another run, or none of ours, begins at the start", () => {
    for (const id of [null, "", "x", "other.12", `${RUN}.x`, `${RUN}.-4`, `${RUN}.1e99`, `${RUN}`]) {
      expect(positionOf(id, RUN)).toBe(0);
    }
    expect(positionOf(`${RUN}.12`, RUN)).toBe(12);
  });
});

describe("viewers", () => {
  it("who come at any moment all get the same, each event encoded once", async () => {
    const log = new RunLog(RUN);
    const views: Promise<string>[] = [];
    for (const event of EVENTS) {
      views.push(read(viewRun(log, 0)));
      log.append(event);
    }
    const texts = await Promise.all(views);
    for (const text of texts) {
      expect(folded(text)).toEqual(folded(texts[0] ?? ""));
      expect(payloads(text).filter((data) => data === "[DONE]")).toHaveLength(1);
    }
  });

  it("who do not read cost a bounded queue and get everything once they do", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const stream = viewRun(log, 0);
    const piece = "x".repeat(1_000);
    for (let i = 0; i < 2_000; i++) log.append({ type: "text", text: piece });
    log.append({ type: "finish", status: "complete", finishReason: "stop" });
    const message = await messageOf(await read(stream));
    expect(message?.parts.at(-1)).toMatchObject({ text: piece.repeat(2_000) });
  });

  it("who leave are forgotten, and the last one tells", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const [one, two] = [viewRun(log, 0), viewRun(log, 0)];
    expect(log.watched).toBe(true);
    await one.cancel();
    expect(log.watched).toBe(true);
    await two.cancel();
    expect(log.watched).toBe(false);
  });

  it("who were ahead of this process wait until it is there", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    log.append({ type: "text", text: "abc" });
    const ahead = log.replay("ui", 0).position + 2;
    const rest = read(viewRun(log, ahead));
    log.append({ type: "text", text: "d" });
    log.append({ type: "text", text: "efg" });
    log.append({ type: "finish", status: "complete", finishReason: "stop" });
    expect(folded(await rest)[0]).toEqual(["text-delta", "fg"]);
  });
});
