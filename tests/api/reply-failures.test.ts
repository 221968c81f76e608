import { expect, it } from "vitest";
import { chatBench, continueReply, messages, SseReader, send } from "../support/chat";
import { onOneEngine } from "../support/engines";

const KINDS = [
  ["[[error-before]]", "down", "the provider does not answer."],
  ["[[error-before status=401]]", "key", "the provider refused the key."],
  ["[[error-before status=402]]", "credit", "the provider's credit is used up."],
  ["[[cut]]", "cut", "the provider broke off."],
] as const;

onOneEngine(() => {
  const bench = chatBench();

  it.each(KINDS)(
    "%s is kept with the reply as %s, and told the same after a reload",
    async (ask, kind, words) => {
      const { response } = await send(bench, ask, { stream: true });
      const reader = new SseReader(response);
      await reader.all();
      const told = reader.chunk("finish")?.messageMetadata as { failure?: { kind: string; message: string } };
      expect(told.failure?.kind).toBe(kind);
      expect(told.failure?.message).toMatch(/^Failed to generate AI response: /);
      expect(told.failure?.message).toContain(words);
      const reply = (await messages(bench, reader.chatId)).at(-1);
      expect(reply).toMatchObject({ status: "failed", failure: told.failure });
    },
  );

  it("a reply that goes on and ends well has no failure any more", async () => {
    const reader = new SseReader((await send(bench, "[[cut]]", { stream: true })).response);
    await reader.all();
    const { chatId } = reader;
    const failed = (await messages(bench, chatId)).at(-1);
    expect(failed?.failure?.kind).toBe("cut");
    await continueReply(bench, chatId, { messageId: failed?.id });
    const whole = (await messages(bench, chatId)).at(-1);
    expect(whole?.id).toBe(failed?.id);
    expect(whole?.status).toBe("complete");
    expect(whole).not.toHaveProperty("failure");
  });
});
