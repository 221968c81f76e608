import { beforeEach, describe, expect, it } from "vitest";
import { chatBench, createProject, putProject, send } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { give } from "../support/knowledge";
import { addPrompt, data, failure } from "../support/project-calls";
import { preview } from "../support/version-calls";

type Shown = { role: string; content: string; kind: string; tokens: number };

onOneEngine(() => {
  const bench = chatBench();
  let projectId: string;
  const sent = () => bench.provider.chats().at(-1)?.body;
  const previewed = async (body: object = {}) => data(await preview(bench.me.token, projectId, body)).preview;
  const plain = (messages: Shown[]) => messages.map(({ role, content }) => ({ role, content }));
  const kinds = (messages: Shown[]) => messages.map(({ kind }) => kind);

  beforeEach(async () => {
    projectId = await createProject(bench.me, {});
    await addPrompt(bench.me.token, projectId, { content: "Speak {{language=English}} to {{name}}." });
    await addPrompt(bench.me.token, projectId, { content: "Hi", role: "user" });
  });

  describe("a preview", () => {
    it("is what a send then sends, and sends and stores nothing itself", async () => {
      const before = bench.provider.chats().length;
      const body = { message: "Hello", variables: { name: "Ada" } };
      const shown = await previewed(body);
      expect(bench.provider.chats().length).toBe(before);
      await send({ ...bench, projectId }, "Hello", { variables: body.variables });
      expect(plain(shown.messages)).toEqual(sent()?.messages);
      expect(kinds(shown.messages)).toEqual(["prompt", "message"]);
      expect(shown).toMatchObject({
        model: sent()?.model,
        temperature: sent()?.temperature,
        maxTokens: 1_000,
      });
      expect(shown.promptTokens).toBe(shown.messages.reduce((sum: number, m: Shown) => sum + m.tokens, 3));
      expect(shown.contextWindow).toBeGreaterThan(1_000);
    });

    it("takes a chat's history and variables", async () => {
      const { chatId } = (await send({ ...bench, projectId }, "One", { variables: { name: "Ada" } })).body
        .data;
      const shown = await previewed({ chatId, message: "Two" });
      await send({ ...bench, projectId }, "Two", { chatId });
      expect(plain(shown.messages)).toEqual(sent()?.messages);
      expect(kinds(shown.messages)).toEqual(["prompt", "prompt", "history", "message"]);
    });

    it("names the variables, and leaves those without a value in sight", async () => {
      const shown = await previewed({ variables: { language: "Dutch" } });
      expect(shown.messages[0].content).toBe("Speak Dutch to {{name}}.");
      expect(shown.variables).toEqual([
        { name: "language", default: "English", value: "Dutch" },
        { name: "name", default: null, value: null },
      ]);
      expect(shown.messages.at(-1)).toMatchObject({ kind: "message", content: "Hi" });
    });

    it("holds the passages that a message would get, and says where they would stand", async () => {
      await give(bench.me, projectId, "facts.txt", Buffer.from("The lighthouse of Brest is 83 metres high."));
      expect((await previewed()).files).toEqual({ used: true, count: 1, passages: 6, budget: 2_400 });
      const shown = await previewed({ message: "How high is the lighthouse?", variables: { name: "A" } });
      expect(kinds(shown.messages)).toEqual(["prompt", "passages", "message"]);
      expect(shown.messages[1].content).toContain("83 metres");
      expect(shown.sources[0]).toMatchObject({ filename: "facts.txt", number: 1 });
      await putProject(bench.me, projectId, { settings: { knowledge: { enabled: false } } });
      const without = await previewed({ message: "How high is the lighthouse?" });
      expect(without.files.used).toBe(false);
      expect(kinds(without.messages)).toEqual(["prompt", "message"]);
    });

    it("refuses what a send would refuse, and chats of other projects", async () => {
      const bad = await preview(bench.me.token, projectId, { variables: { name: 1 } });
      expect(bad.body.errors[0].path).toBe("variables.name");
      const other = await createProject(bench.me, {});
      const { chatId } = (await send({ ...bench, projectId: other }, "One")).body.data;
      expect(failure(await preview(bench.me.token, projectId, { chatId }))).toEqual([
        404,
        "not_found",
        "Chat not found",
      ]);
    });
  });
});
