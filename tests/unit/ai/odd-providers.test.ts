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
    const config = {
      baseUrl: provider.url,
      apiKey: null,
      isOpenAI: false,
      kind: "custom" as const,
      guard: null,
    };
    expect(await completeWithProvider(config, { model: "parts-whole" }, 1_000)).toBe("Hi é");
  });
});

describe("a parameter that a model does not take", () => {
  const limits = ({
    max_tokens,
    max_completion_tokens,
    temperature,
    stream_options,
  }: Record<string, unknown>) =>
    Object.entries({ max_tokens, max_completion_tokens, temperature, stream_options })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => name);
  const asked = (model: string) => provider.bodies.filter((body) => body.model === model).map(limits);

  it.each([
    ["reasoner", 3, ["max_completion_tokens", "stream_options"]],
    ["no-stream-options", 2, ["max_tokens", "temperature"]],
  ])("of %s is left out, and stays so", async (model, requests, last) => {
    expect((await run(model)).text).toBe("Hi é");
    expect(asked(model)).toHaveLength(requests);
    expect((await run(model)).text).toBe("Hi é");
    expect(asked(model)).toHaveLength(requests + 1);
    expect(asked(model).at(-1)).toEqual(last);
  });

  it("that is none of ours ends it", async () => {
    expect((await run("no-tools")).result).toMatchObject({ code: "provider_failed" });
    expect(asked("no-tools")).toHaveLength(1);
  });
});

describe("a failure", () => {
  it.each([
    ["key-refused", ": the provider refused the key. Tell whoever runs this installation."],
    ["model-unknown", ": the provider does not offer this model. Choose another in the project's settings."],
    [
      "too-long",
      ": the conversation is too long for this model. Start a new chat, shorten the message or choose a larger model.",
    ],
    ["busy", ": the provider is busy. Try again in 90 seconds."],
    ["out-of-credit", ": the provider's credit is used up. Tell whoever runs this installation."],
    ["down", ""],
    ["cut-off", ""],
  ])("of kind %s says the next step and nothing of the provider's", async (model, step) => {
    const { result } = await run(model);
    expect(result).toEqual({ code: "provider_failed", message: `Failed to generate AI response${step}` });
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
