import { describe, expect, it } from "vitest";
import type { PromptMessage } from "@/lib/ai";
import { assemblePrompt, type HistoryMessage, type PromptInput } from "@/lib/chats/prompt/assemble";
import { answered, asTurns } from "@/lib/chats/prompt/turns";

const history = (count: number, words = 50): HistoryMessage[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `m${i}`,
    role: i % 2 === 0 ? "user" : "assistant",
    content: `${i} ${"word ".repeat(words)}`,
  }));
const input = (more: Partial<PromptInput> = {}): PromptInput => ({
  prompts: [
    { role: "system", content: "Be kind." },
    { role: "user", content: "Example question" },
    { role: "assistant", content: "Example answer" },
  ],
  history: [],
  passages: null,
  message: "Hello",
  model: "m",
  contextWindow: 8_000,
  maxTokens: 1_000,
  ...more,
});

describe("the prompt", () => {
  it("has the prompts in order with their roles, the history, then the message with the passages before it", async () => {
    const { messages, ...counts } = await assemblePrompt(
      input({ history: history(2, 1), passages: "From files" }),
    );
    expect(messages.map((m) => `${m.role}: ${m.content.trim()}`)).toEqual([
      "system: Be kind.",
      "user: Example question",
      "assistant: Example answer",
      "user: 0 word",
      "assistant: 1 word",
      "user: From files\n\nThe passages end here. The user's message:\n\nHello",
    ]);
    expect(messages[3]).not.toHaveProperty("id");
    expect(counts).toMatchObject({ fromMessageId: "m0", droppedMessages: 0 });
    expect(counts.promptTokens).toBeGreaterThan(20);
  });

  it("keeps the newest of the history when not all fits, and never cuts a prompt", async () => {
    const { messages, fromMessageId, droppedMessages } = await assemblePrompt(
      input({ history: history(100), contextWindow: 2_000, maxTokens: 500 }),
    );
    const kept = messages.length - 4;
    expect(kept).toBeGreaterThan(20);
    expect(kept).toBeLessThan(30);
    expect(droppedMessages).toBe(100 - kept);
    expect(fromMessageId).toBe(`m${100 - kept}`);
    expect(messages.at(-2)?.content).toMatch(/^99 /);
    expect(messages.slice(0, 3).map((m) => m.content)).toEqual([
      "Be kind.",
      "Example question",
      "Example answer",
    ]);
  });

  it("does not send an older message in place of a newer one that is too long", async () => {
    const long = { id: "long", role: "assistant" as const, content: "word ".repeat(3_000) };
    const { messages } = await assemblePrompt(
      input({ history: [...history(2), long, ...history(2)], contextWindow: 2_000, maxTokens: 500 }),
    );
    expect(messages).toHaveLength(3 + 2 + 1);
  });

  it("begins what is left of the history with a question", async () => {
    const turns = history(3).map((turn, i) => ({
      ...turn,
      content: i === 0 ? "word ".repeat(3_000) : turn.content,
    }));
    const { messages, fromMessageId, droppedMessages } = await assemblePrompt(
      input({ history: turns, contextWindow: 2_000, maxTokens: 500 }),
    );
    expect([fromMessageId, droppedMessages]).toEqual(["m2", 2]);
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  });

  it("has one system message, the first, and turns that alternate", async () => {
    const { messages } = await assemblePrompt(
      input({
        prompts: [
          { role: "system", content: "Be kind." },
          { role: "user", content: "Q" },
          { role: "assistant", content: "A" },
          { role: "system", content: "Be brief." },
        ],
        history: [
          { id: "a", role: "user", content: "Unanswered" },
          { id: "b", role: "user", content: "Neither" },
        ],
        passages: "From files",
        message: "Hello",
        pictures: [{ fileId: "f", mediaType: "image/png" }],
      }),
    );
    const last = "From files\n\nThe passages end here. The user's message:\n\nHello";
    expect(messages).toEqual([
      { role: "system", content: "Be kind.\n\nBe brief." },
      { role: "user", content: "Q" },
      { role: "assistant", content: "A" },
      {
        role: "user",
        content: `Unanswered\n\nNeither\n\n${last}`,
        pictures: [{ fileId: "f", mediaType: "image/png" }],
      },
    ]);
  });

  it("leaves out of a history what was never answered", () => {
    const turn = (role: "user" | "assistant", content: string): PromptMessage => ({ role, content });
    const turns = [turn("user", "a"), turn("user", "b"), turn("assistant", "B"), turn("user", "c")];
    expect(answered(turns).map(({ content }) => content)).toEqual(["b", "B"]);
  });

  it("keeps calls of tools, their answers and named speakers apart", () => {
    const call = { id: "c", name: "f", arguments: "{}" };
    const messages: PromptMessage[] = [
      { role: "user", content: "a", name: "ada" },
      { role: "user", content: "b", name: "bob" },
      { role: "assistant", content: "", toolCalls: [call] },
      { role: "user", content: "1", toolCallId: "c" },
      { role: "user", content: "and?" },
    ];
    expect(asTurns(messages)).toEqual(messages);
  });

  it("refuses a message that is too long on its own, naming the limit", async () => {
    const call = assemblePrompt(
      input({ message: "word ".repeat(5_000), contextWindow: 4_000, maxTokens: 1_000 }),
    );
    await expect(call).rejects.toMatchObject({
      code: "validation_failed",
      errors: [
        {
          path: "message",
          message: expect.stringMatching(/too long.* m: about 5\d\d\d tokens, the limit is 2997/),
        },
      ],
    });
  });

  it("names the prompts when it is they that leave no room", async () => {
    const prompts = [{ role: "system" as const, content: "word ".repeat(2_900) }];
    const call = assemblePrompt(input({ prompts, message: "word ".repeat(500), contextWindow: 4_000 }));
    await expect(call).rejects.toMatchObject({
      errors: [{ path: "message", message: expect.stringContaining("together with the project's prompts") }],
    });
  });

  it("keeps at most half of the window free for the answer", async () => {
    const { messages } = await assemblePrompt(
      input({ message: "word ".repeat(900), contextWindow: 2_000, maxTokens: 128_000 }),
    );
    expect(messages).toHaveLength(4);
  });
});
