import { rmSync } from "node:fs";
import type { Adapter } from "next-auth/adapters";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as loginRoute from "@/app/api/auth/login/route";
import * as messagesRoute from "@/app/api/chats/[chatId]/messages/route";
import * as chatRoute from "@/app/api/chats/[chatId]/route";
import * as contentRoute from "@/app/api/projects/[projectId]/files/[fileId]/content/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as projectSearchRoute from "@/app/api/projects/[projectId]/search/route";
import * as versionsRoute from "@/app/api/projects/[projectId]/versions/route";
import * as searchRoute from "@/app/api/search/route";
import * as sharedRoute from "@/app/api/shared/[token]/route";
import { scopeOf } from "@/lib/auth/scope";
import type { Message } from "@/lib/schemas";
import { closeStore, getStore } from "@/lib/store";
import { call, setVariables } from "../support/api";
import { messages, send, textOf } from "../support/chat";
import { dropDatabase, freshDatabase } from "../support/mongo-server";
import { startOpenAIServer } from "../support/openai-server";
import { type Expected, releasedDatabase, releasedFolder } from "../support/released";

const server = process.env.MONGODB_TEST_URI;
const engines = server ? (["sqlite", "mongodb"] as const) : (["sqlite"] as const);

/** Today's code on what an earlier version wrote: nothing is lost, and work goes on. */
describe.each(engines)("the database of f47e74c on %s", (engine) => {
  let was: Expected;
  let token: string;
  const undo: (() => unknown)[] = [];

  beforeAll(async () => {
    const provider = await startOpenAIServer();
    undo.push(() => provider.close());
    const common = {
      BCRYPT_COST: "4",
      LOG_LEVEL: "silent",
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: "sk",
    };
    if (engine === "mongodb") {
      const uri = freshDatabase(server ?? "");
      was = await releasedDatabase("f47e74c", uri);
      undo.push(setVariables({ ...common, MONGODB_URI: uri }), () => dropDatabase(uri));
    } else {
      const { dataDir, expected } = releasedFolder("f47e74c");
      was = expected;
      undo.push(setVariables({ ...common, DATA_DIR: dataDir, MONGODB_URI: undefined }));
      undo.push(() => rmSync(dataDir, { recursive: true, force: true }));
    }
    const body = { email: "ada@example.com", password: "correct horse" };
    token = (await call(loginRoute, "POST /api/auth/login", { body })).body.data.token;
  });
  afterAll(async () => {
    await closeStore();
    for (const step of undo) await step();
  });

  // biome-ignore lint/suspicious/noExplicitAny: as in `Answer`.
  const get = async (route: object, params: Record<string, string>, query = {}): Promise<any> => {
    const answer = await call(route, "GET /x", { token, params, query });
    expect(answer.status).toBe(200);
    return answer.body.data;
  };
  const who = () => ({
    me: { id: was.ids.ada, email: "", name: "", password: "", token },
    projectId: was.projectId,
  });
  const scope = () => scopeOf({ userId: was.ids.ada });

  it("lets its people in, a linked account too", async () => {
    const adapter = (await getStore()).authAdapter() as Required<Adapter>;
    const account = { provider: "github", providerAccountId: "4711" };
    expect(await adapter.getUserByAccount?.(account)).toMatchObject({ id: was.ids.grace, name: "Grace" });
    const bob = { email: "bob@example.com", password: "battery staple" };
    const { status, body } = await call(loginRoute, "POST /api/auth/login", { body: bob });
    expect([status, body.data?.user.id]).toEqual([200, was.ids.bob]);
  });

  it("has the project with its prompts, settings and versions", async () => {
    const { project } = await get(projectRoute, { projectId: was.projectId });
    const { files, activityAt, settings, ...rest } = was.project;
    expect(project).toMatchObject({ ...rest, settings });
    expect((await get(versionsRoute, { projectId: was.projectId })).versions).toMatchObject(was.versions);
  });

  it("has its files, their bodies and what was read of them", async () => {
    const place = { projectId: was.projectId, fileId: was.notes };
    expect((await get(fileRoute, place)).file).toMatchObject({ filename: "notes.md", status: "ready" });
    const failed = await get(fileRoute, { ...place, fileId: was.broken });
    expect(failed.file).toMatchObject({ filename: "broken.pdf", status: "failed" });
    const content = await call(contentRoute, "GET /x", { token, params: place });
    expect(await content.response.text()).toContain("leaves at 21:40 from platform 7");
    const found = await call(projectSearchRoute, "POST /x", {
      token,
      params: { projectId: was.projectId },
      body: { query: "Which platform does the night train leave from?" },
    });
    expect(found.body.data.passages[0]).toMatchObject({ fileId: was.notes });
  });

  it("has its chats with every message, and finds them", async () => {
    const store = await getStore();
    for (const chat of was.chats.filter(({ id }) => id !== was.unfinished)) {
      expect((await get(chatRoute, { chatId: chat.id })).chat.title).toBe(chat.title);
      const { items } = await store.messages.list(scope(), chat.id, { limit: 100 });
      expect(items).toMatchObject(chat.messages);
    }
    const { results } = await get(searchRoute, {}, { q: "night train" });
    const chats: string[] = results.map((hit: { chat: { id: string } }) => hit.chat.id);
    expect(chats).toContain(was.chatId);
    const usage = await store.usage.list(scope(), { from: "2026-11-01", to: "2026-12-31" });
    expect(usage).toMatchObject(was.usage);
  });

  it("still shows what was shared", async () => {
    const params = { token: was.shareToken };
    const { status, body } = await call(sharedRoute, `GET /api/shared/${was.shareToken}`, { params });
    expect([status, body.data.chat.title]).toEqual([200, "Night train"]);
    expect(body.data.chat.messages.length).toBeGreaterThan(1);
  });

  it("ends the reply that its process did not end, keeping its text", async () => {
    const store = await getStore();
    const [run] = await store.runs.listActive(scope());
    if (!run) throw new Error("The reply is not running.");
    const leaseUntil = Date.now() + 6_000;
    expect(await store.runs.takeOver(run, "next", leaseUntil)).toMatchObject({ lease: "next" });
    expect(await store.runs.messageOf(run.id, "next")).toMatchObject({
      parts: [{ type: "text", text: "Half of an" }],
    });
    const finish = { status: "interrupted" as const };
    await store.runs.flush([{ runId: run.id, lease: "next", leaseUntil, events: [], finish }]);
    const list = await get(messagesRoute, { chatId: was.unfinished });
    expect(list.messages.map((message: Message) => message.status)).toEqual(["complete", "interrupted"]);
  });

  it("goes on: a question in an old chat is answered", async () => {
    const more = { chatId: was.chatId, variables: { city: "Vienna" } };
    const answer = await send(who(), "[[say]] Still here", more);
    expect(answer.status).toBe(200);
    const branch = await messages(who(), was.chatId);
    // Its one small file goes along with the question, which the scripted model says after.
    expect(textOf(branch.at(-1))).toContain("Still here");
    expect(branch.length).toBeGreaterThan(4);
    await (await getStore()).sweep(Date.now());
  });
});
