import { describe, expect, it } from "vitest";
import * as exportRoute from "@/app/api/chats/[chatId]/export/route";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as chatItemRoute from "@/app/api/chats/[chatId]/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as projectsRoute from "@/app/api/projects/route";
import * as searchRoute from "@/app/api/search/route";
import { LIMITS } from "@/lib/schemas";
import { call } from "../support/api";
import { chatBench, messages, send, textOf } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { addPrompt, createProject } from "../support/project-calls";

/** What drivers, patterns and tokenizers stumble over. */
const HOSTILE = [
  "a\0b",
  "\0",
  "half \ud83d",
  "\udc00 half",
  "$where",
  "a.$b",
  "__proto__",
  '"',
  "(((",
  "a\\",
  "%",
  "_",
  "* OR *",
  "NEAR(a b)",
  "\ufeff\u202e\uffff",
  "😀".repeat(50),
];

onEachEngine(() => {
  const bench = chatBench();

  describe.each(HOSTILE)("the text %j", (text) => {
    it("is looked for", async () => {
      const { token } = bench.me;
      for (const query of [
        { q: text, in: "chats" },
        { q: `x ${text}`, in: "everything" },
      ]) {
        expect((await call(searchRoute, "GET /api/search", { token, query })).status).toBeLessThan(500);
      }
      const found = await call(projectsRoute, "GET /api/projects", { token, query: { q: text } });
      expect(found.status).toBeLessThan(500);
      for (const query of [{ cursor: text }, { cursor: Buffer.from(text).toString("base64url") }]) {
        expect((await call(projectsRoute, "GET /api/projects", { token, query })).status).toBeLessThan(500);
      }
    });

    it("is stored, found again and answered", async () => {
      const { token } = bench.me;
      const made = await createProject(token, { name: `N ${text}`, description: text });
      expect(made.status).toBe(201);
      const projectId = made.body.data.project.id;
      expect((await addPrompt(token, projectId, { role: "system", content: `C ${text}` })).status).toBe(201);
      const sent = await send({ me: bench.me, projectId }, `M ${text}`, { variables: { [text]: text } });
      expect(sent.status).toBe(200);
      const params = { chatId: sent.body.data.chatId, messageId: sent.body.data.messageId };
      const title = { token, params, body: { title: `T ${text}` } };
      expect((await call(chatItemRoute, `PATCH /api/chats/${params.chatId}`, title)).status).toBe(200);
      const feedback = { token, params, body: { rating: "up", note: text } };
      const path = `PUT /api/chats/${params.chatId}/messages/${params.messageId}/feedback`;
      expect((await call(feedbackRoute, path, feedback)).status).toBe(200);
      const [question] = await messages(bench, params.chatId);
      expect(textOf(question)).toBe(`M ${text}`.toWellFormed());
      const read = await call(projectRoute, `GET /api/projects/${projectId}`, {
        token,
        params: { projectId },
      });
      expect(read.body.data.project.name).toBe(`N ${text}`.toWellFormed());
    });

    it("names nothing as an id", async () => {
      for (const more of [{ chatId: text }, { parentId: text }, { fileIds: [text] }]) {
        const { status } = await send(bench, "Hello", more);
        expect([400, 404]).toContain(status);
      }
    });
  });

  it("a chat is exported whose title has an emoji where its file's name is cut", async () => {
    const { token } = bench.me;
    const { chatId } = (await send(bench, "Hello")).body.data;
    const params = { chatId };
    const body = { title: `${"x".repeat(79)}😀 and more` };
    await call(chatItemRoute, `PATCH /api/chats/${chatId}`, { token, params, body });
    for (const format of ["md", "json"]) {
      const answer = await call(exportRoute, `GET /api/chats/${chatId}/export`, {
        token,
        params,
        query: { format },
      });
      expect(answer.status).toBe(200);
    }
  });

  it("prompts of a project are bounded in all: the one too many is refused, the others stay", async () => {
    const { token } = bench.me;
    const content = "😀".repeat(LIMITS.promptMax);
    const fit = Math.floor(LIMITS.promptBytes / Buffer.byteLength(content));
    const prompts = Array.from({ length: fit }, () => ({ role: "system", content }));
    const made = await createProject(token, { name: "Emoji", prompts: prompts.slice(0, 20) });
    expect(made.status).toBe(201);
    const { id } = made.body.data.project;
    const statuses = new Set<number>();
    for (let i = 15; i <= LIMITS.promptsPerProject && !statuses.has(409); i++) {
      const { status } = await addPrompt(token, id, { role: "user", content });
      statuses.add(status);
    }
    expect(statuses).toEqual(new Set(fit > 20 ? [201, 409] : [409]));
  });
});
