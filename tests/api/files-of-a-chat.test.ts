import { afterAll, beforeAll, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chats/[chatId]/route";
import * as contentRoute from "@/app/api/projects/[projectId]/files/[fileId]/content/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as filesRoute from "@/app/api/projects/[projectId]/files/route";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { call, type Person } from "../support/api";
import { chatBench, createProject, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { give, results } from "../support/knowledge";
import { expectGoodPlans } from "../support/mongo-plans";
import { join } from "../support/people";
import { makeRelease } from "../support/release-calls";

const FACT = "The zebrafish tank has 4711 litres.";
const QUESTION = "How many litres has the zebrafish tank?";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench();
  beforeAll(() => startReading());
  afterAll(stopReading);
  const world = async () => ({
    me: bench.me,
    projectId: await createProject(bench.me, { model: "scripted-echo" }),
  });
  const asked = () => JSON.stringify(bench.provider.chats().at(-1)?.body?.messages);
  const file = (me: Person, method: string, projectId: string, fileId: string, body?: unknown) =>
    call(fileRoute, `${method} /x`, {
      token: me.token,
      params: { projectId, fileId },
      ...(body === undefined ? {} : { body }),
    });

  it("an attachment answers its chat alone, is no file of the project, and goes with its chat", async () => {
    const who = await world();
    const { me, projectId } = who;
    const given = await give(me, projectId, "tank.txt", FACT, { for: "chat" });
    expect(given).toMatchObject({ chatId: "draft", status: "ready" });
    const first = await send(who, "Look at this", { fileIds: [given.id] });
    const { chatId } = first.body.data;
    expect(asked()).toContain("4711");
    await send(who, QUESTION, { chatId });
    expect(asked()).toContain("4711");
    const other = await send(who, QUESTION, {});
    expect(asked()).not.toContain("4711");
    const foreign = await send(who, "And this?", { chatId: other.body.data.chatId, fileIds: [given.id] });
    expect(foreign.status).toBe(400);
    expect(foreign.body.errors[0].path).toBe("fileIds.0");
    expect(await results(me, projectId, QUESTION)).toEqual([]);
    const list = (query: Record<string, string>) =>
      call(filesRoute, "GET /x", { token: me.token, params: { projectId }, query });
    expect((await list({})).body.data.files).toEqual([]);
    expect((await list({ chatId })).body.data.files).toMatchObject([{ id: given.id, chatId }]);
    const release = await makeRelease(me.token, projectId);
    expect(release.status).toBe(201);
    expect(JSON.stringify(release.body)).not.toContain(given.id);
    await call(chatRoute, "DELETE /x", { token: me.token, params: { chatId } });
    expect((await file(me, "GET", projectId, given.id)).status).toBe(404);
  });

  it("kept in the project it answers all its chats", async () => {
    const who = await world();
    const { me, projectId } = who;
    const given = await give(me, projectId, "tank.txt", FACT, { for: "chat" });
    const first = await send(who, "Look at this", { fileIds: [given.id] });
    expect((await file(me, "PATCH", projectId, given.id, { chatId: "x" })).status).toBe(400);
    const kept = await file(me, "PATCH", projectId, given.id, { chatId: null });
    expect(kept.body.data.file).toMatchObject({ id: given.id, chatId: null });
    await send(who, QUESTION, {});
    expect(asked()).toContain("4711");
    await call(chatRoute, "DELETE /x", { token: me.token, params: { chatId: first.body.data.chatId } });
    expect((await results(me, projectId, QUESTION))[0]?.fileId).toBe(given.id);
  });

  it("members give files to their chats, which nobody else sees, and none to the project", async () => {
    const who = await world();
    const { me, projectId } = who;
    const member = await join(me, projectId, "member");
    const given = await give(member, projectId, "tank.txt", FACT, { for: "chat" });
    expect(given.status).toBe("ready");
    await expect(give(member, projectId, "tank.txt", FACT)).rejects.toThrow("403");
    expect((await file(member, "PATCH", projectId, given.id, { chatId: null })).status).toBe(403);
    expect((await file(me, "GET", projectId, given.id)).status).toBe(404);
    expect((await file(me, "DELETE", projectId, given.id)).status).toBe(404);
    const params = { projectId, fileId: given.id };
    expect((await call(contentRoute, "GET /x", { token: me.token, params })).status).toBe(404);
    await send({ me: member, projectId }, "Look at this", { fileIds: [given.id] });
    expect(asked()).toContain("4711");
    const mine = await give(me, projectId, "own.txt", "The project’s own.");
    expect((await file(member, "DELETE", projectId, mine.id)).status).toBe(403);
    const draft = await give(member, projectId, "b.txt", FACT, { for: "chat" });
    expect((await file(member, "DELETE", projectId, draft.id)).status).toBe(200);
  });
});
