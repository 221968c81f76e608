import { describe, expect, it } from "vitest";
import { CompletionReader } from "@/lib/ai/completion-chunks";

function read(...payloads: (object | string)[]) {
  const heard: [string, string][] = [];
  const reader = new CompletionReader({
    text: (delta) => heard.push(["text", delta]),
    reasoning: (delta) => heard.push(["reasoning", delta]),
  });
  for (const payload of payloads) {
    reader.data(typeof payload === "string" ? payload : JSON.stringify(payload));
    reader.flush();
  }
  return { heard, reader };
}
const delta = (value: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: value, finish_reason }],
});

describe("the reader of chat completions", () => {
  it("tells reasoning from text under both names that servers use", () => {
    const { heard } = read(
      delta({ role: "assistant", content: "" }),
      delta({ reasoning_content: "hm" }),
      delta({ reasoning: "!" }),
      delta({ content: "yes" }),
      "[DONE]",
    );
    expect(heard).toEqual([
      ["reasoning", "hm"],
      ["reasoning", "!"],
      ["text", "yes"],
    ]);
  });

  it("joins what came in one network chunk and keeps the order of kinds", () => {
    const heard: string[] = [];
    const reader = new CompletionReader({
      text: (t) => heard.push(`t:${t}`),
      reasoning: (t) => heard.push(`r:${t}`),
    });
    for (const d of [{ reasoning_content: "a" }, { content: "b" }, { content: "c" }]) {
      reader.data(JSON.stringify(delta(d)));
    }
    reader.flush();
    expect(heard).toEqual(["r:a", "t:bc"]);
  });

  it("holds half a surrogate pair back until its other half is there", () => {
    const { heard } = read(delta({ content: "a\ud83d" }), delta({ content: "\ude80b" }), "[DONE]");
    expect(heard).toEqual([
      ["text", "a"],
      ["text", "🚀b"],
    ]);
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["tool_calls", "tool-calls"],
    ["eos_token", "other"],
  ])("maps the finish reason %s to %s", (given, expected) => {
    expect(read(delta({ content: "x" }), delta({}, given)).reader.result().finishReason).toBe(expected);
  });

  it("takes the usage from the chunk without choices, and from servers that leave out the total", () => {
    const usage = { prompt_tokens: 3, completion_tokens: 4 };
    const { reader } = read(delta({ content: "x" }, "stop"), { choices: [], usage }, "[DONE]");
    expect(reader.result().usage).toEqual({ ...usage, total_tokens: 7 });
  });

  it("reads a whole answer of a server that does not stream", () => {
    const { heard, reader } = read({
      choices: [{ message: { role: "assistant", content: "whole" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
    expect(heard).toEqual([["text", "whole"]]);
    expect(reader.result().usage?.total_tokens).toBe(2);
  });

  it("fails on an error object, on what is not JSON, and on a stream without an end", () => {
    expect(() => read({ error: { message: "no" } })).toThrow(
      expect.objectContaining({ code: "provider_failed" }),
    );
    expect(() => read("{nope")).toThrow(expect.objectContaining({ code: "provider_failed" }));
    const cut = read(delta({ content: "x" })).reader;
    expect(() => cut.result()).toThrow(expect.objectContaining({ code: "provider_failed" }));
  });

  it("ignores what comes after [DONE]", () => {
    expect(read(delta({ content: "x" }), "[DONE]", delta({ content: "y" })).heard).toEqual([["text", "x"]]);
  });
});
