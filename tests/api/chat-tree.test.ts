import { describe, expect, it } from "vitest";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as messagesRoute from "@/app/api/chats/[chatId]/messages/route";
import * as chatsRoute from "@/app/api/projects/[projectId]/chats/route";
import { call, signUp } from "../support/api";
import {
  chatBench,
  continueReply,
  createProject,
  deleteChat,
  getChat,
  messages,
  patchChat,
  regenerate,
  SseReader,
  send,
  textOf,
} from "../support/chat";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import { numberedText } from "../support/numbered";

const MISSING = "0123456789abcdef01234567";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench();
  const ask = async (message: string, more: object = {}) =>
    (await send(bench, message, { ...more })).body.data;
  const sent = () =>
    bench.provider
      .chats()
      .at(-1)
      ?.body?.messages?.map((m) => m.content);

  describe("a page about one message", () => {
    it("is of the branch that has it, and says what follows", async () => {
      const { chatId } = await ask("First");
      const { messageId } = await ask("Second", { chatId });
      const other = await regenerate(bench, chatId, { messageId });
      await ask("Third", { chatId });
      const branch = await messages(bench, chatId);
      const page = async (query: string) =>
        (
          await call(messagesRoute, `GET /api/chats/${chatId}/messages?${query}`, {
            token: bench.me.token,
            params: { chatId },
          })
        ).body;
      const texts = (body: { data: { messages: Parameters<typeof textOf>[0][] } }) =>
        body.data.messages.map(textOf);

      const here = await page(`around=${branch[2]?.id}&limit=3`);
      expect(here.data).toMatchObject({ active: true, newer: true });
      expect(texts(here)).toEqual(["You said: First", "Second", "You said: Second"]);
      const next = await page(`after=${other.body.data.messageId}&limit=50`);
      expect(next.data).toMatchObject({ newer: false });
      expect(texts(next)).toEqual(["Third", "You said: Third"]);

      const aside = await page(`around=${messageId}`);
      expect(aside.data).toMatchObject({ active: false, newer: false });
      expect(aside.data.messages.at(-1).id).toBe(messageId);
      expect((await page(`around=${MISSING}`)).code).toBe("not_found");
      expect((await page(`after=${messageId}`)).code).toBe("not_found");
      expect((await page(`after=${messageId}&around=${messageId}`)).code).toBe("validation_failed");
    });
  });

  describe("regenerate", () => {
    it("adds a sibling, sends the same branch and makes the new one active", async () => {
      const { chatId } = await ask("First");
      const { messageId } = await ask("Second", { chatId });
      const answer = await regenerate(bench, chatId, { messageId });
      expect(answer.status).toBe(200);
      expect(answer.body.data.messageId).not.toBe(messageId);
      expect(sent()).toEqual(["First", "You said: First", "Second"]);
      const branch = await messages(bench, chatId);
      expect(branch.map(textOf)).toEqual(["First", "You said: First", "Second", "You said: Second"]);
      expect(branch[3]?.siblings).toEqual({
        index: 1,
        count: 2,
        ids: [messageId, answer.body.data.messageId],
      });
    });

    it("streams, and answers a user's message that got none", async () => {
      const failed = await new SseReader(
        (await send(bench, "[[flaky times=2]] Only", { stream: true })).response,
      ).all();
      const [question] = await messages(bench, failed.chatId);
      const { response } = await regenerate(bench, failed.chatId, { messageId: question?.id, stream: true });
      const reader = await new SseReader(response).all();
      expect(reader.text).toBe("Only");
      expect(reader.chunk("start")?.messageMetadata).toMatchObject({ parentId: question?.id });
    });

    it("of what is not there is 404", async () => {
      const { chatId, messageId } = await ask("x");
      expect((await regenerate(bench, chatId, { messageId: MISSING })).body.message).toBe(
        "Message not found",
      );
      expect((await regenerate(bench, MISSING, { messageId })).body.message).toBe("Chat not found");
      expect((await regenerate({ me: await signUp() }, chatId, { messageId })).status).toBe(404);
      expect((await regenerate(bench, chatId, {})).body.errors[0].path).toBe("messageId");
    });
  });

  describe("editing", () => {
    it("branches from the same parent and leaves the other branch whole", async () => {
      const { chatId } = await ask("Question");
      const before = await messages(bench, chatId);
      await ask("Follow-up", { chatId });
      await ask("Better question", { chatId, parentId: null });
      const branch = await messages(bench, chatId);
      expect(branch.map(textOf)).toEqual(["Better question", "You said: Better question"]);
      expect(branch[0]?.siblings).toMatchObject({ index: 1, count: 2 });
      expect(sent()).toEqual(["Better question"]);
      await patchChat(bench, chatId, { activeLeafId: before[0]?.id });
      expect((await messages(bench, chatId)).map(textOf)).toEqual([
        "Question",
        "You said: Question",
        "Follow-up",
        "You said: Follow-up",
      ]);
      await ask("Another follow-up", { chatId, parentId: before[1]?.id });
      expect(sent()).toEqual(["Question", "You said: Question", "Another follow-up"]);
    });

    it("keeps the picked sibling across reads", async () => {
      const { chatId, messageId } = await ask("Q");
      const other = (await regenerate(bench, chatId, { messageId })).body.data.messageId;
      expect((await messages(bench, chatId))[1]?.id).toBe(other);
      expect((await patchChat(bench, chatId, { activeLeafId: messageId })).status).toBe(200);
      expect((await messages(bench, chatId))[1]).toMatchObject({
        id: messageId,
        siblings: { index: 0, count: 2 },
      });
      expect((await patchChat(bench, chatId, { activeLeafId: MISSING })).status).toBe(404);
      const foreign = await ask("Elsewhere");
      expect((await patchChat(bench, chatId, { activeLeafId: foreign.messageId })).status).toBe(404);
    });
  });

  describe("continue", () => {
    it("goes on from the partial text, in the same message", async () => {
      const projectId = await createProject(bench.me, { maxTokens: 6 });
      const who = { ...bench, projectId };
      const cut = (await send(who, "[[length]]")).body.data;
      expect(cut.finishReason).toBe("length");
      const { status, body } = await continueReply(bench, cut.chatId, { messageId: cut.messageId });
      expect(status).toBe(200);
      expect(body.data.messageId).toBe(cut.messageId);
      expect(body.data.message.startsWith(numberedText(6))).toBe(true);
      expect(body.data.message.length).toBeGreaterThan(numberedText(6).length);
      expect(sent()?.slice(0, 2)).toEqual(["[[length]]", numberedText(6)]);
      const branch = await messages(bench, cut.chatId);
      expect(branch).toHaveLength(2);
      expect(branch[1]).toMatchObject({ id: cut.messageId, status: "complete", siblings: { count: 1 } });
      expect(textOf(branch[1])).toBe(body.data.message);
    });

    it("streams the whole message from its start", async () => {
      const failed = await send(bench, "[[error-after]]", { stream: true });
      const first = await new SseReader(failed.response).all();
      const { response } = await continueReply(bench, first.chatId, {
        messageId: first.messageId,
        stream: true,
      });
      const reader = await new SseReader(response).all();
      expect(reader.messageId).toBe(first.messageId);
      expect(reader.text.startsWith(numberedText(5))).toBe(true);
      expect(reader.chunks.filter((c) => c.type === "text-start")).toHaveLength(1);
      const [, reply] = await messages(bench, first.chatId);
      expect(reply?.status).toBe("complete");
      expect(textOf(reply)).toBe(reader.text);
    });

    it("of a reply that failed before its first word begins anew in its place", async () => {
      const failed = await send(bench, "[[flaky times=2]] Now it works.", { stream: true });
      const first = await new SseReader(failed.response).all();
      const { body } = await continueReply(bench, first.chatId, { messageId: first.messageId });
      expect(body.data).toMatchObject({ messageId: first.messageId, message: "Now it works." });
    });

    it("is 400 where there is nothing to continue, 404 where there is nothing", async () => {
      const { chatId, messageId } = await ask("Whole");
      const [question] = await messages(bench, chatId);
      for (const id of [messageId, question?.id]) {
        const answer = await continueReply(bench, chatId, { messageId: id });
        expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, "messageId"]);
      }
      expect((await continueReply(bench, chatId, { messageId: MISSING })).status).toBe(404);
    });
  });

  describe("reading back", () => {
    it("pages the active branch from its end, without a gap or a repeat", async () => {
      const { chatId } = await ask("0");
      for (let i = 1; i < 6; i++) await ask(String(i), { chatId });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const answer: { body: { data: { messages: { id: string }[]; nextCursor: string | null } } } =
          await call(messagesRoute, `GET /api/chats/${chatId}/messages`, {
            token: bench.me.token,
            params: { chatId },
            query: { limit: "5", ...(cursor ? { cursor } : {}) },
          });
        seen.unshift(...answer.body.data.messages.map((m) => m.id));
        cursor = answer.body.data.nextCursor;
      } while (cursor);
      expect(seen).toEqual((await messages(bench, chatId)).map((m) => m.id));
      expect(new Set(seen).size).toBe(12);
    });

    it.each<Record<string, string>>([
      { limit: "0" },
      { limit: "101" },
      { limit: "x" },
      { cursor: "nonsense" },
    ])("with %j is 400", async (query) => {
      const { chatId } = await ask("x");
      const params = { chatId };
      const answer = await call(messagesRoute, "GET /x", {
        token: bench.me.token,
        params,
        query,
      });
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, Object.keys(query)[0]]);
    });

    it("lists chats by activity", async () => {
      const projectId = await createProject(bench.me, {});
      const who = { ...bench, projectId };
      const one = (await send(who, "one")).body.data.chatId;
      const two = (await send(who, "two")).body.data.chatId;
      await send(who, "again", { chatId: one });
      const list = await call(chatsRoute, "GET /x", { token: bench.me.token, params: { projectId } });
      expect(list.body.data.chats.map((c: { id: string }) => c.id)).toEqual([one, two]);
      const missing = await call(chatsRoute, "GET /x", {
        token: bench.me.token,
        params: { projectId: MISSING },
      });
      expect([missing.status, missing.body.message]).toEqual([404, "Project not found"]);
    });
  });

  describe("small things", () => {
    it("a title set by hand stays", async () => {
      const { response } = await send(bench, "[[slow ms=20 tokens=10]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const { body } = await patchChat(bench, reader.chatId, { title: "  Mine  " });
      expect(body.data.chat.title).toBe("Mine");
      await reader.all();
      await bench.provider.waitFor(
        (r) => r.scenario === "title" && r.finishedAt !== null && r.at > Date.now() - 2_000,
      );
      expect((await getChat(bench, reader.chatId)).title).toBe("Mine");
      expect((await patchChat(bench, reader.chatId, { title: " " })).status).toBe(400);
      expect((await patchChat(bench, reader.chatId, { title: "x".repeat(201) })).status).toBe(400);
    });

    it("feedback is kept, changed and taken back", async () => {
      const { chatId, messageId } = await ask("Rate me");
      const rate = (body: object, id = messageId) =>
        call(feedbackRoute, "PUT /x", { token: bench.me.token, params: { chatId, messageId: id }, body });
      const up = await rate({ rating: "up", note: "nice" });
      expect(up.body.data.message.feedback).toEqual({ rating: "up", note: "nice" });
      await rate({ rating: "down" });
      expect((await messages(bench, chatId))[1]?.feedback).toEqual({ rating: "down" });
      await rate({ rating: null });
      expect((await messages(bench, chatId))[1]).not.toHaveProperty("feedback");
      expect((await rate({ rating: "great" })).status).toBe(400);
      expect((await rate({ rating: "up" }, MISSING)).status).toBe(404);
    });

    it("deleting a chat stops its reply first and leaves nothing", async () => {
      const before = bench.provider.requests.length;
      const { response } = await send(bench, "[[slow ms=20 tokens=500]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      expect((await deleteChat(bench, reader.chatId)).status).toBe(200);
      await bench.provider.waitFor((r) => r.id > before && r.abortedAt !== null);
      await reader.all();
      expect((await deleteChat(bench, reader.chatId)).status).toBe(404);
      await expect(messages(bench, reader.chatId)).rejects.toThrow("404");
    });
  });
});
