import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DialectError, durationText, toParam } from "@/lib/openai/errors";
import { EventStream } from "@/lib/openai/event-stream";
import { oneLine } from "@/lib/openai/wire";

describe("an event stream of the dialect", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const text = (value: Uint8Array | undefined) => Buffer.from(value ?? []).toString();

  it("line 20: says every 15 seconds that it is there, with one line end", async () => {
    const events = new EventStream(() => {});
    const reader = events.readable.getReader();
    events.write("data: 1\n\n");
    expect(text((await reader.read()).value)).toBe("data: 1\n\n");
    const next = reader.read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(text((await next).value)).toBe(": keep-alive\n");
    const end = reader.read();
    events.endWith(Promise.resolve("data: [DONE]\n\n"));
    expect(text((await end).value)).toBe("data: [DONE]\n\n");
    expect((await reader.read()).done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells who feeds it that the reader has left, and takes nothing more", async () => {
    const left = vi.fn();
    const events = new EventStream(left);
    await events.readable.cancel();
    events.write("data: 1\n\n");
    expect(left).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gives a slow reader everything, in order", async () => {
    const events = new EventStream(() => {});
    const piece = "x".repeat(50_000);
    for (let i = 0; i < 10; i++) events.write(`${i}${piece}`);
    events.endWith(Promise.reject(new DialectError(502, "Broken")));
    let all = "";
    for await (const chunk of events.readable) all += text(chunk);
    expect(all.replaceAll(piece, "")).toBe(
      '0123456789data: {"error":{"message":"Broken","type":"server_error","param":null,"code":null}}\n\n',
    );
  });
});

describe("what the dialect writes", () => {
  it.each([
    [0, "0ms"],
    [120, "120ms"],
    [1_500, "1.5s"],
    [59_990, "59.99s"],
    [60_000, "1m0s"],
    [360_000, "6m0s"],
    [86_400_000, "24h0m0s"],
  ])("%i ms are %s", (ms, words) => expect(durationText(ms)).toBe(words));

  it("paths with indices in brackets", () => {
    expect(toParam("messages.0.content.12.type")).toBe("messages.[0].content.[12].type");
    expect(toParam("variables.name")).toBe("variables.name");
  });

  it("JSON on one line, whatever a client takes for its end", () => {
    const value = { a: "1\n2\r3\u00854\u20285\u20296" };
    expect(oneLine(value)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    expect(JSON.parse(oneLine(value))).toEqual(value);
  });
});
