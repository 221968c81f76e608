import { describe, expect, it } from "vitest";
import { scopeOf } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";
import { signUp } from "../support/api";
import {
  chatBench,
  continueReply,
  createProject,
  messages,
  regenerate,
  SseReader,
  send,
} from "../support/chat";
import { onEachEngine } from "../support/engines";
import { numberedText } from "../support/numbered";

onEachEngine(() => {
  const bench = chatBench();
  let keys = 0;
  const newKey = () => ({ headers: { "Idempotency-Key": `key-${keys++}-${Math.random()}` } });
  const asked = (message: string) =>
    bench.provider.chats().filter((r) => r.body?.messages?.at(-1)?.content === message).length;

  describe("the same send with the same key", () => {
    it("one after the other is one message, one run, one answer", async () => {
      const key = newKey();
      const first = await send(bench, "Once", {}, key);
      const second = await send(bench, "Once", {}, key);
      expect(second.status).toBe(200);
      expect(second.body).toEqual(first.body);
      expect(asked("Once")).toBe(1);
      expect(await messages(bench, first.body.data.chatId)).toHaveLength(2);
    });

    it("ten at once, plain and streamed, is one message, one run, the same answer to all", async () => {
      const key = newKey();
      const message = `[[slow ms=20 tokens=20]] ten ${keys}`;
      const answers = await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const answer = await send(bench, message, { stream: i % 2 === 1 }, key);
          expect(answer.status).toBe(200);
          if (i % 2 === 0) return { text: answer.body.data.message, id: answer.body.data.messageId };
          const reader = await new SseReader(answer.response).all();
          return { text: reader.text, id: reader.messageId };
        }),
      );
      for (const { text, id } of answers) {
        expect(text).toBe(numberedText(20));
        expect(id).toBe(answers[0]?.id);
      }
      expect(asked(message)).toBe(1);
    });

    it("joins the running reply from its start", async () => {
      const key = newKey();
      const first = await new SseReader(
        (await send(bench, "[[slow ms=20 tokens=20]] join", { stream: true }, key)).response,
      ).until((r) => r.text.length > 30);
      const second = await send(bench, "[[slow ms=20 tokens=20]] join", { stream: true }, key);
      expect((await new SseReader(second.response).all()).text).toBe(numberedText(20));
      await first.cancel();
    });

    it("replays a failure without asking the provider again", async () => {
      const key = newKey();
      const message = `[[error-after]] replay ${keys}`;
      const first = await send(bench, message, {}, key);
      const second = await send(bench, message, {}, key);
      expect([first.status, second.status]).toEqual([502, 502]);
      expect(second.body.code).toBe(first.body.code);
      expect(asked(message)).toBe(1);
      const streamed = await new SseReader(
        (await send(bench, message, { stream: true }, key)).response,
      ).all();
      expect(streamed.text).toBe(numberedText(5));
      expect(streamed.chunk("error")).toBeDefined();
    });

    it("is still the same after the chat went on", async () => {
      const key = newKey();
      const first = await send(bench, "Early", {}, key);
      const { chatId } = first.body.data;
      await send(bench, "Later", { chatId });
      expect((await send(bench, "Early", {}, key)).body).toEqual(first.body);
      expect(await messages(bench, chatId)).toHaveLength(4);
    });

    it("holds for regenerate and continue too", async () => {
      const { chatId, messageId } = (await send(bench, "Base")).body.data;
      const key = newKey();
      const one = await regenerate(bench, chatId, { messageId }, key);
      const two = await regenerate(bench, chatId, { messageId }, key);
      expect(two.body).toEqual(one.body);
      expect((await messages(bench, chatId))[1]?.siblings.count).toBe(2);
      const projectId = await createProject(bench.me, { maxTokens: 5 });
      const cut = (await send({ ...bench, projectId }, "[[length]]")).body.data;
      const key2 = newKey();
      const more = await continueReply(bench, cut.chatId, { messageId: cut.messageId }, key2);
      const again = await continueReply(bench, cut.chatId, { messageId: cut.messageId }, key2);
      expect(again.body).toEqual(more.body);
    });
  });

  describe("a key", () => {
    it("with another body is 409", async () => {
      const key = newKey();
      const { body } = await send(bench, "One", {}, key);
      for (const [message, more] of [
        ["Two", {}],
        ["One", { chatId: body.data.chatId }],
        ["One", { parentId: null }],
      ] as const) {
        const answer = await send(bench, message, more, key);
        expect([answer.status, answer.body.code]).toEqual([409, "idempotency_mismatch"]);
      }
    });

    it("of another user is another key", async () => {
      const key = newKey();
      await send(bench, "One", {}, key);
      const me = await signUp();
      const projectId = await createProject(me, {});
      expect((await send({ me, projectId }, "Two", {}, key)).status).toBe(200);
    });

    it("whose request was refused can be used again", async () => {
      const key = newKey();
      expect((await send(bench, "x", { chatId: "0123456789abcdef01234567" }, key)).status).toBe(404);
      expect((await send(bench, "x", {}, key)).status).toBe(200);
    });

    it("whose start was given up on and came later all the same is one message", async () => {
      const { runs, chats } = await getStore();
      const { begin } = runs;
      const late = Promise.withResolvers<unknown>();
      runs.begin = async (scope, input) => {
        runs.begin = begin;
        setTimeout(() => late.resolve(begin(scope, input)), 600);
        throw new AppError("store_unavailable");
      };
      const me = await signUp();
      const projectId = await createProject(me, {});
      const key = newKey();
      const first = await send({ me, projectId }, "Late", {}, key);
      const second = await send({ me, projectId }, "Late", {}, key);
      expect(await late.promise).toBe("started");
      expect(first.status).toBe(503);
      const { items } = await chats.list(scopeOf({ userId: me.id }), projectId, { limit: 10 });
      expect([items.length, second.body.code]).toEqual([1, "busy"]);
    });

    it("may have 255 characters and no more", async () => {
      expect(
        (await send(bench, "x", {}, { headers: { "Idempotency-Key": `a${Math.random()}`.padEnd(255, "k") } }))
          .status,
      ).toBe(200);
      const long = await send(bench, "x", {}, { headers: { "Idempotency-Key": "k".repeat(256) } });
      expect([long.status, long.body.errors[0].path]).toEqual([400, "Idempotency-Key"]);
    });
  });
});
