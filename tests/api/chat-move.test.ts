import { expect, it } from "vitest";
import * as moveRoute from "@/app/api/chats/[chatId]/move/route";
import * as chatsRoute from "@/app/api/projects/[projectId]/chats/route";
import * as searchRoute from "@/app/api/search/route";
import { call, signUp } from "../support/api";
import { chatBench, createProject, messages, send, stop, textOf } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench();
  const move = (chatId: string, projectId: string, token = bench.me.token) =>
    call(moveRoute, `POST /api/chats/${chatId}/move`, { token, params: { chatId }, body: { projectId } });
  const chatsOf = async (projectId: string) =>
    (
      await call(chatsRoute, `GET /api/projects/${projectId}/chats`, {
        token: bench.me.token,
        params: { projectId },
      })
    ).body.data.chats.map(({ id }: { id: string }) => id);

  it("takes a chat with its messages to another project, which answers from then on", async () => {
    const other = await createProject(bench.me, { model: "scripted-other" });
    const { chatId } = (await send(bench, "Aardvarks move")).body.data;
    expect((await move(chatId, other)).body.data.chat).toMatchObject({ id: chatId, projectId: other });
    expect(await chatsOf(bench.projectId)).not.toContain(chatId);
    expect(await chatsOf(other)).toContain(chatId);
    const [, answer] = await messages(bench, chatId);
    expect(answer).toMatchObject({ release: null });
    expect(answer).not.toHaveProperty("configId");

    const next = await send({ ...bench, projectId: other }, "And now?", { chatId });
    expect(next.body.data.model).toBe("scripted-other");
    expect((await messages(bench, chatId)).map(textOf)).toHaveLength(4);
    expect((await send(bench, "Still here?", { chatId })).status).toBe(404);
    const found = await call(searchRoute, "GET /api/search?q=aardvarks", { token: bench.me.token });
    expect(found.body.data.results[0].chat).toMatchObject({ id: chatId, projectId: other });
  });

  it("is refused to strangers, for strangers' projects, and while a reply runs", async () => {
    const stranger = await signUp();
    const theirs = await createProject(stranger, {});
    const mine = await createProject(bench.me, {});
    const { chatId } = (await send(bench, "Mine")).body.data;
    expect((await move(chatId, theirs)).status).toBe(404);
    expect((await move(chatId, theirs, stranger.token)).status).toBe(404);
    expect((await move(chatId, "nothing")).status).toBe(404);

    const { response } = await send(bench, "[[slow ms=50 tokens=400]]", { chatId, stream: true });
    expect((await move(chatId, mine)).body.code).toBe("run_active");
    await stop(bench, chatId);
    await response.text();
    expect((await move(chatId, mine)).status).toBe(200);
  });
});
