import { describe, expect, it } from "vitest";
import { signUp } from "../support/api";
import {
  chatBench,
  eventually,
  follow,
  getChat,
  messages,
  SseReader,
  send,
  stop,
  textOf,
} from "../support/chat";
import { onEachEngine } from "../support/engines";
import { numberedText } from "../support/numbered";

onEachEngine(() => {
  const bench = chatBench();
  const begin = async (message: string) => {
    const { response } = await send(bench, message, { stream: true });
    return new SseReader(response).until((r) => r.text !== "");
  };

  describe("following a reply", () => {
    it("from its start while it runs, by any number of viewers, without a gap or a repeat", async () => {
      const first = await begin("[[slow ms=15 tokens=40]]");
      const viewers: Promise<SseReader>[] = [];
      for (let i = 0; i < 5; i++) {
        await first.until((r) => r.text.length >= i * 30);
        const { status, headers, response } = await follow(bench, first.chatId);
        expect(status).toBe(200);
        expect(headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
        viewers.push(new SseReader(response).all());
      }
      await first.all();
      for (const viewer of await Promise.all(viewers)) {
        expect(viewer.text).toBe(numberedText(40));
        expect(viewer.messageId).toBe(first.messageId);
        expect(viewer.chunks.at(-1)).toEqual(first.chunks.at(-1));
      }
    });

    it("goes on behind Last-Event-ID", async () => {
      const first = await begin("[[slow ms=15 tokens=30]]");
      await first.until((r) => r.text.length > 40);
      await first.cancel();
      const second = await new SseReader((await follow(bench, first.chatId, first.lastId)).response).until(
        (r) => r.text.length > 40,
      );
      expect(second.chunk("start")).toBeUndefined();
      await second.cancel();
      const third = await new SseReader((await follow(bench, first.chatId, second.lastId)).response).all();
      expect(first.text + second.text + third.text).toBe(numberedText(30));
      expect(third.events.at(-1)?.data).toBe("[DONE]");
    });

    it("gives the rest to a viewer whose reply ended while it was away, then nothing", async () => {
      const first = await begin("[[slow ms=10 tokens=20]]");
      await first.cancel();
      await eventually(async () => !(await getChat(bench, first.chatId)).running);
      const rest = await new SseReader((await follow(bench, first.chatId, first.lastId)).response).all();
      expect(first.text + rest.text).toBe(numberedText(20));
      expect((await follow(bench, first.chatId, rest.lastId)).status).toBe(204);
    });

    it("is 204 when nothing runs, 404 for who may not see the chat", async () => {
      const { body } = await send(bench, "Hi");
      const { chatId } = body.data;
      const idle = await follow(bench, chatId);
      expect([idle.status, idle.body]).toEqual([204, null]);
      expect((await follow(bench, chatId, "made.7")).status).toBe(204);
      expect((await follow({ me: await signUp() }, chatId)).status).toBe(404);
      expect((await follow(bench, "0123456789abcdef01234567")).status).toBe(404);
    });

    it("shows the growing text to who reads the messages, and the chat as running", async () => {
      const first = await begin("[[slow ms=20 tokens=30]]");
      const [, reply] = await messages(bench, first.chatId);
      expect(reply?.status).toBe("streaming");
      expect(textOf(reply).length).toBeGreaterThanOrEqual(first.text.length);
      expect((await getChat(bench, first.chatId)).running).toBe(true);
      await first.all();
      expect((await getChat(bench, first.chatId)).running).toBe(false);
    });
  });

  describe("stopping", () => {
    it("closes the provider's request, keeps all text from before and shows it to every viewer", async () => {
      const before = bench.provider.requests.length;
      const first = await begin("[[slow ms=20 tokens=500]]");
      const second = new SseReader((await follow(bench, first.chatId)).response).all();
      await first.until((r) => r.text.length > 60);
      const at = Date.now();
      const { status, body } = await stop(bench, first.chatId);
      expect([status, body.data]).toEqual([200, { stopped: true }]);
      const closed = await bench.provider.waitFor((r) => r.id > before && r.abortedAt !== null);
      expect((closed.abortedAt ?? 0) - at).toBeLessThan(300);
      await first.all();
      const [, reply] = await messages(bench, first.chatId);
      expect(reply).toMatchObject({ status: "stopped", finishReason: "stopped" });
      expect(reply?.usage?.completion_tokens).toBeGreaterThan(0);
      expect(textOf(reply)).toBe(first.text);
      expect((await second).text).toBe(first.text);
      expect(numberedText(500).startsWith(first.text)).toBe(true);
      expect(first.chunk("finish")).toMatchObject({ messageMetadata: { status: "stopped" } });
    });

    it("is idempotent, and nothing happens when nothing runs", async () => {
      const first = await begin("[[slow ms=20 tokens=500]]");
      const answers = await Promise.all([1, 2, 3].map(() => stop(bench, first.chatId)));
      expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
      const late = await stop(bench, first.chatId);
      expect([late.status, late.body.data]).toEqual([200, { stopped: false }]);
      expect((await stop(bench, "0123456789abcdef01234567")).status).toBe(404);
    });

    it("by somebody else does nothing", async () => {
      const first = await begin("[[slow ms=10 tokens=30]]");
      expect((await stop({ me: await signUp() }, first.chatId)).status).toBe(404);
      expect((await first.all()).text).toBe(numberedText(30));
    });

    it("answers a plain send with what there is", async () => {
      const running = send(bench, "[[slow ms=20 tokens=500]]");
      const request = await bench.provider.waitFor(
        (r) => r.scenario === "slow" && r.tokensSent > 3 && r.finishedAt === null && r.abortedAt === null,
      );
      const chat = await eventually(async () => {
        const { GET } = await import("@/app/api/projects/[projectId]/chats/route");
        const { call } = await import("../support/api");
        const list = await call({ GET }, "GET /api/projects/x/chats", {
          token: bench.me.token,
          params: { projectId: bench.projectId },
        });
        return list.body.data.chats.find((c: { running: boolean }) => c.running);
      });
      await stop(bench, chat.id);
      const { status, body } = await running;
      expect(status).toBe(200);
      expect(body.data.finishReason).toBe("stopped");
      expect(body.data.message).toBe(numberedText(500).slice(0, body.data.message.length));
      await bench.provider.waitFor((r) => r.id === request.id && r.abortedAt !== null);
    });

    it("before the first text leaves an empty reply, and the chat goes on", async () => {
      const { response } = await send(bench, "[[stall-first]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.chunk("start") !== undefined);
      await stop(bench, reader.chatId);
      await reader.all();
      const [, reply] = await messages(bench, reader.chatId);
      expect(reply).toMatchObject({ status: "stopped", parts: [] });
      expect((await send(bench, "Next", { chatId: reader.chatId })).status).toBe(200);
    });
  });

  describe("a second send while the chat answers", () => {
    it("is 409, and exactly one of many at once runs", async () => {
      const first = await begin("[[slow ms=15 tokens=20]]");
      const refused = await send(bench, "Too early", { chatId: first.chatId });
      expect([refused.status, refused.body.code]).toEqual([409, "run_active"]);
      await first.all();
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          send(bench, `[[slow ms=30 tokens=10]] ${i}`, { chatId: first.chatId }),
        ),
      );
      expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
      expect(await messages(bench, first.chatId)).toHaveLength(4);
    });
  });
});
