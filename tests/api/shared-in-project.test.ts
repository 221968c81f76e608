import { describe, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chats/[chatId]/route";
import * as keysRoute from "@/app/api/keys/route";
import * as sharedChatRoute from "@/app/api/projects/[projectId]/shared-chats/[chatId]/route";
import * as sharedRoute from "@/app/api/projects/[projectId]/shared-chats/route";
import { call, type Person, signUp } from "../support/api";
import { chatBench, createProject, deleteChat, messages, patchChat, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { join, removeMember } from "../support/people";

const list = ({ token }: Person, projectId: string, query: Record<string, string> = {}) =>
  call(sharedRoute, `GET /api/projects/${projectId}/shared-chats`, { token, params: { projectId }, query });
const read = ({ token }: Person, projectId: string, chatId: string, query: Record<string, string> = {}) =>
  call(sharedChatRoute, `GET /api/projects/${projectId}/shared-chats/${chatId}`, {
    token,
    params: { projectId, chatId },
    query,
  });

async function team() {
  const owner = await signUp();
  const projectId = await createProject(owner, {});
  const [author, reader] = [await join(owner, projectId, "member"), await join(owner, projectId, "member")];
  const sent = await send({ me: author, projectId }, "What is a quokka?");
  return { owner, author, reader, projectId, chatId: sent.body.data.chatId as string };
}

onEachEngine(() => {
  chatBench();
  describe("a chat shared with its project", () => {
    it("is read by everybody on it, and written by its author alone", async () => {
      const { owner, author, reader, projectId, chatId } = await team();
      expect((await read(reader, projectId, chatId)).status).toBe(404);
      const shared = await patchChat({ me: author }, chatId, { shared: true });
      expect(shared.body.data.chat.shared).toBe(true);
      for (const person of [owner, reader, author]) {
        const { chats } = (await list(person, projectId)).body.data;
        expect(chats).toMatchObject([{ id: chatId, author: { id: author.id, name: author.name } }]);
        const { chat } = (await read(person, projectId, chatId)).body.data;
        expect(chat.messages[0]).toMatchObject({ role: "user", text: "What is a quokka?" });
      }
      await send({ me: author, projectId }, "And where?", { chatId });
      expect((await read(reader, projectId, chatId)).body.data.chat.messages).toHaveLength(4);
      for (const answer of [
        await send({ me: reader, projectId }, "Mine now", { chatId }),
        await patchChat({ me: reader }, chatId, { title: "Mine" }),
        await patchChat({ me: owner }, chatId, { shared: false }),
        await deleteChat({ me: owner }, chatId),
      ])
        expect(answer.status).toBe(404);
      await expect(messages({ me: reader }, chatId)).rejects.toThrow("404");
    });

    it("is nobody's to read who is not on the project, nor through another project", async () => {
      const { author, reader, projectId, chatId } = await team();
      await patchChat({ me: author }, chatId, { shared: true });
      const stranger = await signUp();
      expect((await list(stranger, projectId)).status).toBe(404);
      expect((await read(stranger, projectId, chatId)).status).toBe(404);
      const other = await createProject(reader, {});
      expect((await read(reader, other, chatId)).status).toBe(404);
      expect((await read(reader, projectId, "x")).status).toBe(404);
    });

    it("goes with its author's will, place on the project, and the chat", async () => {
      const { owner, author, reader, projectId, chatId } = await team();
      const visible = async () => [
        (await list(reader, projectId)).body.data.chats.length,
        (await read(reader, projectId, chatId)).status,
      ];
      await patchChat({ me: author }, chatId, { shared: true });
      expect(await visible()).toEqual([1, 200]);
      await patchChat({ me: author }, chatId, { shared: false });
      expect(await visible()).toEqual([0, 404]);
      await patchChat({ me: author }, chatId, { shared: true });
      await removeMember(owner.token, projectId, author.id);
      expect(await visible()).toEqual([0, 404]);
      const own = await send({ me: reader, projectId }, "Own");
      await patchChat({ me: reader }, own.body.data.chatId, { shared: true });
      expect((await list(owner, projectId)).body.data.chats).toHaveLength(1);
      await deleteChat({ me: reader }, own.body.data.chatId);
      expect((await list(owner, projectId)).body.data.chats).toHaveLength(0);
    });

    it("is listed by pages, and never shared by a key", async () => {
      const { author, reader, projectId } = await team();
      for (const text of ["one", "two", "three"]) {
        const { chatId } = (await send({ me: author, projectId }, text)).body.data;
        await patchChat({ me: author }, chatId, { shared: true });
      }
      const first = (await list(reader, projectId, { limit: "2" })).body.data;
      const rest = (await list(reader, projectId, { limit: "2", cursor: first.nextCursor })).body.data;
      expect([first.chats.length, rest.chats.length, rest.nextCursor]).toEqual([2, 1, null]);

      const body = { name: "K", scopes: ["chat"], projectId };
      const { secret } = (await call(keysRoute, "POST /api/keys", { token: author.token, body })).body.data;
      const keyed = { ...author, token: secret };
      const { chatId } = (await send({ me: keyed, projectId }, "by key")).body.data;
      const answer = await call(chatRoute, `PATCH /api/chats/${chatId}`, {
        token: secret,
        params: { chatId },
        body: { shared: true },
      });
      expect([answer.status, answer.body.code]).toEqual([403, "missing_scope"]);
    });
  });
});
