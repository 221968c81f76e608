import { describe, expect, it } from "vitest";
import { setVariables, signUp } from "../support/api";
import {
  chatBench,
  createProject,
  eventually,
  getChat,
  messages,
  putProject,
  SseReader,
  send,
} from "../support/chat";
import { onOneEngine } from "../support/engines";

onOneEngine(() => {
  const bench = chatBench({ PROVIDER_FIRST_BYTE_MS: "1000", PROVIDER_IDLE_MS: "1000" });
  const _lastBody = () => bench.provider.chats().at(-1)?.body;

  describe("a send that is refused", () => {
    it.each([
      [{}, 400, "validation_failed"],
      [{ message: "" }, 400, "validation_failed"],
      [{ message: "  \n " }, 400, "validation_failed"],
      [{ message: 7 }, 400, "validation_failed"],
      [{ message: "x", chatId: 7 }, 400, "validation_failed"],
      [{ message: "x", stream: "yes" }, 400, "validation_failed"],
      [{ message: "x", chatId: "nope" }, 404, "not_found"],
      [{ message: "x", chatId: "0123456789abcdef01234567" }, 404, "not_found"],
      [{ message: "x", parentId: "0123456789abcdef01234567" }, 404, "not_found"],
    ])("%j is %i %s", async (body, status, code) => {
      const before = bench.provider.requests.length;
      const answer = await send(
        bench,
        undefined,
        {},
        { body, token: bench.me.token, params: { projectId: bench.projectId } },
      );
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(bench.provider.requests).toHaveLength(before);
    });

    it("of somebody else's project, chat or message is 404", async () => {
      const other = await signUp();
      const otherProject = await createProject(other, {});
      const mine = await send(bench, "Mine");
      const { chatId } = mine.body.data;
      expect((await send({ me: other, projectId: bench.projectId }, "x")).body.message).toBe(
        "Project not found",
      );
      const foreign = await send({ me: other, projectId: otherProject }, "x", { chatId });
      expect([foreign.status, foreign.body.message]).toEqual([404, "Chat not found"]);
      const second = await createProject(bench.me, {});
      const moved = await send({ ...bench, projectId: second }, "x", { chatId });
      expect([moved.status, moved.body.message]).toEqual([404, "Chat not found"]);
      expect(await messages(bench, chatId)).toHaveLength(2);
    });
  });

  describe("titles", () => {
    it("come from the message at once and from the model later", async () => {
      const { response } = await send(bench, "[[slow ms=20 tokens=10]] How do I bake bread?\nThanks", {
        stream: true,
      });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      expect((await getChat(bench, reader.chatId)).title).toBe(
        "[[slow ms=20 tokens=10]] How do I bake bread?",
      );
      await reader.all();
      await eventually(async () => (await getChat(bench, reader.chatId)).title === "A scripted title");
    });
  });

  describe("the configuration behind a reply", () => {
    it("is another one after a change, and the same after changing back", async () => {
      const projectId = await createProject(bench.me, {});
      const who = { ...bench, projectId };
      const { chatId } = (await send(who, "One")).body.data;
      await putProject(bench.me, projectId, { settings: { temperature: 1.5 } });
      await send(who, "Two", { chatId });
      await putProject(bench.me, projectId, { settings: { temperature: 0.7 } });
      await send(who, "Three", { chatId });
      const ids = (await messages(bench, chatId))
        .filter((m) => m.role === "assistant")
        .map((m) => m.configId);
      expect(ids[0]).toBe(ids[2]);
      expect(ids[0]).not.toBe(ids[1]);
    });
  });

  describe("without a provider", () => {
    it("the demo model answers, says what it is, and what it was given", async () => {
      const undo = setVariables({ OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined });
      const projectId = await createProject(bench.me, { model: "demo" });
      const { status, body } = await send({ ...bench, projectId }, "What can you do?");
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ model: "demo", finishReason: "stop" });
      expect(body.data.message).toMatch(/This is the demo model/);
      expect(body.data.message).toContain("> What can you do?");
      const cut = await createProject(bench.me, { model: "demo", maxTokens: 10 });
      expect((await send({ ...bench, projectId: cut }, "x")).body.data.finishReason).toBe("length");
      undo();
    });
  });
});
