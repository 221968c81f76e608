import { beforeEach, expect, it } from "vitest";
import { type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import * as api from "../support/project-calls";
import { data, failure, newProject } from "../support/project-calls";

type Prompt = { id: string; role: string; content: string; createdAt: string };

onEachEngine(() => {
  let ada: Person;
  let token: string;
  let id: string;
  beforeEach(async () => {
    ada = await signUp();
    token = ada.token;
    id = await newProject(token);
  });
  const promptsOf = async (): Promise<Prompt[]> => data(await api.getProject(token, id)).project.prompts;
  const contents = async () => (await promptsOf()).map(({ content }) => content);
  const add = async (content: string): Promise<Prompt> =>
    data(await api.addPrompt(token, id, { content })).prompt;

  it("adds prompts in order, as system prompts unless said otherwise", async () => {
    const { status, body } = await api.addPrompt(token, id, { content: "one" });
    expect([status, body.message]).toEqual([201, "Prompt added successfully"]);
    expect(body.data).toEqual({
      prompt: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        role: "system",
        content: "one",
        createdAt: expect.any(String),
      },
      version: 2,
    });
    await api.addPrompt(token, id, { role: "user", content: " two " });
    await api.addPrompt(token, id, { role: "assistant", content: "three" });
    const prompts = await promptsOf();
    expect(prompts.map(({ role, content }) => [role, content])).toEqual([
      ["system", "one"],
      ["user", " two "],
      ["assistant", "three"],
    ]);
  });

  it("keeps 100,000 characters and refuses one more", async () => {
    const content = "å🙂".repeat(50_000);
    expect([...content]).toHaveLength(100_000);
    await add(content);
    expect(await contents()).toEqual([content]);
    const { status, body } = await api.addPrompt(token, id, { content: `${content}x` });
    expect([status, body.errors]).toEqual([
      400,
      [{ path: "content", message: "Content must be at most 100000 characters" }],
    ]);
  });

  it.each([
    [{}, "content"],
    [{ content: "" }, "content"],
    [{ content: 1 }, "content"],
    [{ content: "x", role: "tool" }, "role"],
  ])("refuses %j naming the field", async (body, path) => {
    const answer = await api.addPrompt(token, id, body);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
    expect(await promptsOf()).toEqual([]);
  });

  it("holds at most 50, also for racing calls, and loses none of them", async () => {
    for (let i = 0; i < 30; i++) await add(`${i}`);
    const racing = Array.from({ length: 25 }, (_, i) => api.addPrompt(token, id, { content: `r${i}` }));
    const answers = await Promise.all(racing);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const answer of refused) {
      expect(failure(answer)).toEqual([409, "limit_reached", "A project has at most 50 prompts"]);
    }
    expect(new Set(await contents()).size).toBe(50);
  });

  it("edits role and content apart", async () => {
    const prompt = await add("one");
    await add("two");
    const first = data(await api.updatePrompt(token, id, prompt.id, { role: "user" }));
    expect(first).toEqual({ prompt: { ...prompt, role: "user" }, version: 4 });
    const second = data(await api.updatePrompt(token, id, prompt.id, { content: "ONE" }));
    expect(second.prompt).toEqual({ ...prompt, role: "user", content: "ONE" });
    expect(data(await api.updatePrompt(token, id, prompt.id, {})).version).toBe(5);
    expect(await contents()).toEqual(["ONE", "two"]);
    const refused = await api.updatePrompt(token, id, prompt.id, { content: "" });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, "content"]);
  });

  it("removes one", async () => {
    const prompt = await add("one");
    await add("two");
    expect(data(await api.deletePrompt(token, id, prompt.id))).toEqual({ id: prompt.id, version: 4 });
    expect(await contents()).toEqual(["two"]);
    expect(failure(await api.deletePrompt(token, id, prompt.id))).toEqual([
      404,
      "not_found",
      "Prompt not found",
    ]);
  });

  it("puts them in the order that is asked for", async () => {
    const ids = [(await add("a")).id, (await add("b")).id, (await add("c")).id];
    const order = [...ids].reverse();
    const answer = data(await api.reorderPrompts(token, id, { order }));
    expect(answer.prompts.map((prompt: Prompt) => prompt.content)).toEqual(["c", "b", "a"]);
    expect(answer.version).toBe(5);
    expect(await contents()).toEqual(["c", "b", "a"]);
  });

  it("refuses an order that leaves one out or names one twice", async () => {
    const [a, b] = [(await add("a")).id, (await add("b")).id];
    for (const order of [[a], [], [a, a], [a, b, b]]) {
      const { status, body } = await api.reorderPrompts(token, id, { order });
      expect([status, body.errors?.[0]?.path], order.join()).toEqual([400, "order"]);
    }
    expect((await api.reorderPrompts(token, id, {})).body.errors[0].path).toBe("order");
    expect(await contents()).toEqual(["a", "b"]);
  });

  it("knows no prompt and no project of somebody else", async () => {
    const mine = await add("mine");
    const { token: theirs } = await signUp();
    const other = await newProject(theirs);
    const foreign = data(await api.addPrompt(theirs, other, { content: "theirs" })).prompt.id;
    const noPrompt = [404, "not_found", "Prompt not found"];
    const noProject = [404, "not_found", "Project not found"];
    for (const promptId of [foreign, "nope", "0123456789abcdef01234567"]) {
      expect(failure(await api.updatePrompt(token, id, promptId, { content: "x" }))).toEqual(noPrompt);
      expect(failure(await api.deletePrompt(token, id, promptId))).toEqual(noPrompt);
      expect(failure(await api.reorderPrompts(token, id, { order: [promptId] }))).toEqual(noPrompt);
    }
    for (const projectId of [other, "nope"]) {
      expect(failure(await api.addPrompt(token, projectId, { content: "x" }))).toEqual(noProject);
      expect(failure(await api.reorderPrompts(token, projectId, { order: [] }))).toEqual(noProject);
      expect(failure(await api.updatePrompt(token, projectId, foreign, { content: "x" }))).toEqual(noProject);
      expect(failure(await api.deletePrompt(token, projectId, foreign))).toEqual(noProject);
    }
    expect((await promptsOf()).map((prompt) => prompt.id)).toEqual([mine.id]);
    expect(data(await api.getProject(theirs, other)).project.prompts).toHaveLength(1);
  });
});
