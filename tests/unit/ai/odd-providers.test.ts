import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeWithProvider } from "@/lib/ai";
import { generate } from "@/lib/ai/generate";
import { ThinkTags } from "@/lib/ai/think-tags";
import { setVariables } from "../../support/api";
import { type OddProvider, startOddProvider } from "../../support/odd-provider";

let provider: OddProvider;
let undo = () => {};

beforeAll(async () => {
  provider = await startOddProvider();
  undo = setVariables({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: "sk-secret", LOG_LEVEL: "silent" });
});
afterAll(async () => {
  undo();
  await provider.close();
});

async function run(model: string) {
  const heard = { text: "", reasoning: "" };
  const sink = {
    text: (delta: string) => {
      heard.text += delta;
    },
    reasoning: (delta: string) => {
      heard.reasoning += delta;
    },
  };
  const request = {
    model,
    messages: [{ role: "user" as const, content: "Hello" }],
    temperature: 0,
    maxTokens: 9,
  };
  const result = await generate(request, sink, new AbortController().signal).catch(
    (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
  );
  return { ...heard, result };
}

describe("a reply of a provider of another kind", () => {
  it.each([
    ["parts-stream", "Hi é", "hm"],
    ["parts-whole", "Hi é", ""],
    ["think-inline", "Hi é", "hm"],
    ["think-unclosed", "", "hm"],
    ["comment-in-data", "Hi é", ""],
    ["byte-order-mark", "Hi é", ""],
    ["gzip", "Hi é", ""],
    ["cr-lines", "Hi é", ""],
    ["ndjson", "Hi é", ""],
    ["ndjson-as-json", "Hi é", ""],
    ["empty-beside-refusal", "I can't.", ""],
    ["empty-beside-reasoning", "Hi é", "hm"],
    ["no-done", "Hi é", ""],
  ])("%s is read", async (model, text, reasoning) => {
    expect(await run(model)).toMatchObject({ text, reasoning, result: { finishReason: "stop" } });
  });

  it.each(["error-reason", "endless-line"])(
    "%s fails and leaves the text that came before",
    async (model) => {
      expect(await run(model)).toMatchObject({ text: "Hi é", result: { code: "provider_failed" } });
    },
  );

  it("that is asked for whole is told from its thoughts as well", async () => {
    const config = { baseUrl: provider.url, apiKey: null, isOpenAI: false };
    expect(await completeWithProvider(config, { model: "parts-whole" }, 1_000)).toBe("Hi é");
  });
});

describe("inline thoughts", () => {
  const split = (text: string, size: number) => {
    const heard = { text: "", reasoning: "" };
    const tags = new ThinkTags((kind, piece) => {
      heard[kind] += piece;
    });
    for (let i = 0; i < text.length; i += size) tags.push(text.slice(i, i + size));
    tags.end();
    return heard;
  };

  it.each([
    ["plain", "plain", ""],
    ["", "", ""],
    ["  <b>bold</b>", "  <b>bold</b>", ""],
    ["<thin ice", "<thin ice", ""],
    ["<th", "<th", ""],
    ["\n<think>a</b></think>\n\n c", "c", "a</b>"],
    ["<think>a</think><think>b</think>c <think>", "c <think>", "ab"],
    ["<think></think>", "", ""],
    ["<think>a</thin", "", "a</thin"],
    ["The tag <think>x</think> is", "The tag <think>x</think> is", ""],
  ])("of %j are told from the answer, however it is cut", (whole, text, reasoning) => {
    for (const size of [1, 2, 3, 7, 1_000]) expect(split(whole, size)).toEqual({ text, reasoning });
  });

  it("are found in linear time", () => {
    const many = "<think>a</think>".repeat(100_000);
    expect(split(many, many.length).reasoning).toHaveLength(100_000);
    expect(split(" ".repeat(1_000_000), 7).text).toHaveLength(1_000_000);
    expect(split(`<think>${"</thin".repeat(200_000)}`, 5).reasoning).toHaveLength(1_200_000);
  });
});
