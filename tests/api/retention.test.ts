import { beforeAll, describe, expect, it } from "vitest";
import * as settingsRoute from "@/app/api/admin/settings/route";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as messagesRoute from "@/app/api/chats/[chatId]/messages/route";
import * as chatsRoute from "@/app/api/projects/[projectId]/chats/route";
import { expireChats } from "@/lib/chats";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import { join, removeMember } from "../support/people";
import { createProject, data } from "../support/project-calls";

const DAY_MS = 86_400_000;

describe("the retention of chats", () => {
  onEachEngine(() => {
    expectGoodPlans();
    let admin: Person;
    let projectId: string;
    beforeAll(async () => {
      admin = await signUp();
      projectId = data(await createProject(admin.token, { name: "Own", settings: { model: "demo" } })).project
        .id;
    });
    const say = async (token: string): Promise<string> =>
      data(
        await call(chatRoute, `POST /api/chat/${projectId}`, {
          token,
          params: { projectId },
          body: { message: "Hello" },
        }),
      ).chatId;
    const keep = (retentionDays: number | null) =>
      call(settingsRoute, "PUT /api/admin/settings", { token: admin.token, body: { retentionDays } });
    const chats = async () =>
      data(
        await call(chatsRoute, `GET /api/projects/${projectId}/chats`, {
          token: admin.token,
          params: { projectId },
        }),
      ).chats.map(({ id }: { id: string }) => id);

    it("deletes for good what is old enough, whoever may still see it, and nothing else", async () => {
      const member = await join(admin, projectId, "member");
      const hidden = await say(member.token);
      await removeMember(admin.token, projectId, member.id);
      const old: string[] = [];
      for (let i = 0; i < 3; i++) old.push(await say(admin.token));
      const now = Date.now();

      expect(await expireChats("one", now + 400 * DAY_MS, 0)).toBe(0);
      await keep(30);
      expect(await expireChats("one", now + 29 * DAY_MS, 0)).toBe(0);
      expect(await chats()).toHaveLength(3);

      const store = await getStore();
      const [first = ""] = old;
      const messages = async (chatId: string) =>
        (
          await call(messagesRoute, `GET /api/chats/${chatId}/messages`, {
            token: admin.token,
            params: { chatId },
          })
        ).status;
      expect(await messages(first)).toBe(200);
      // While another process holds the lease this one does nothing.
      const later = now + 31 * DAY_MS;
      expect(await store.installation.takeLease("retention", "other", later + 1_000, later)).toBe(true);
      expect(await expireChats("one", later, 0)).toBe(0);
      const after = later + 2_000;
      expect(await expireChats("one", after, 0)).toBe(4);
      expect(await store.chats.stale(after, 10)).toEqual([]);
      expect(await chats()).toEqual([]);
      expect(await messages(first)).toBe(404);
      expect(await store.chats.expire(hidden, after)).toBe(false);
      expect(await store.installation.state("last-retention")).toEqual({ at: after, chats: 4 });
      // Others are served after each chat, not after a slice of them.
      for (let i = 0; i < 4; i++) await say(admin.token);
      let turns = 0;
      let timer = setImmediate(function turn() {
        turns += 1;
        timer = setImmediate(turn);
      });
      expect(await expireChats("one", Date.now() + 62 * DAY_MS, 0)).toBe(4);
      clearImmediate(timer);
      expect(turns).toBeGreaterThanOrEqual(4);
      await keep(null);
      const fresh = await say(admin.token);
      expect(await expireChats("one", after + 999 * DAY_MS, 0)).toBe(0);
      expect(await chats()).toEqual([fresh]);
    });
  });
});
