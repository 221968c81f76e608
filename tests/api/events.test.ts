import { describe, expect, it } from "vitest";
import * as eventsRoute from "@/app/api/events/route";
import { scopeOf } from "@/lib/auth/scope";
import { announce } from "@/lib/feed";
import { type LiveEvent, liveEventSchema } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { call, setVariables, signUp } from "../support/api";
import {
  chatBench,
  createProject,
  deleteChat,
  deleteProject,
  patchChat,
  putProject,
  SseReader,
  send,
} from "../support/chat";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  const bench = chatBench();
  const listen = async (token = bench.me.token, lastEventId?: string) => {
    const headers = lastEventId === undefined ? {} : { headers: { "Last-Event-ID": lastEventId } };
    const { status, response } = await call(eventsRoute, "GET /api/events", { token, ...headers });
    expect(status).toBe(200);
    const reader = new SseReader(response);
    return { reader, events: () => reader.chunks as unknown as LiveEvent[] };
  };

  it("so many streams may be open, and a closed one makes room", async () => {
    const { token } = await signUp();
    const undo = setVariables({ MAX_STREAMS_PER_USER: "2" });
    const open = () => call(eventsRoute, "GET /api/events", { token });
    const [first] = [await open(), await open()];
    const refused = await open();
    expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
    expect(refused.headers.get("retry-after")).toBe("10");
    await first.response.body?.cancel();
    expect((await open()).status).toBe(200);
    undo();
  });

  it("so many replies may be under way, and a reply may take so long", async () => {
    const undo = setVariables({ MAX_REPLIES_PER_USER: "1", MAX_REPLY_MS: "150" });
    const first = await send(bench, "[[slow ms=50 tokens=400]] Bread", { stream: true });
    const second = await send(bench, "Butter");
    expect([second.status, second.body.code]).toEqual([429, "rate_limited"]);
    const reader = await new SseReader(first.response).all();
    undo();
    expect(JSON.stringify(reader.chunks.at(-1))).toContain("length");
    expect((await send(bench, "Butter")).status).toBe(200);
  });

  describe("the event feed", () => {
    it("tells that a reply runs, that it ended, its titles, and that the chat is gone", async () => {
      const { reader, events } = await listen();
      const stream = await send(bench, "[[slow ms=20 tokens=10]] Bread", { stream: true });
      const reply = await new SseReader(stream.response).all();
      const chatEvents = () =>
        events().flatMap((e) => (e.type === "chat" && e.chat.id === reply.chatId ? [e.chat] : []));
      await reader.until(() => chatEvents().some((chat) => chat.title === "A scripted title"));
      expect(chatEvents()[0]).toMatchObject({ running: true, projectId: bench.projectId });
      expect(chatEvents().at(-1)?.running).toBe(false);
      await patchChat(bench, reply.chatId, { title: "Mine" });
      await reader.until(() => chatEvents().at(-1)?.title === "Mine");
      await deleteChat(bench, reply.chatId);
      await reader.until(() => events().at(-1)?.type === "chat-removed");
      expect(events().at(-1)).toEqual({
        type: "chat-removed",
        projectId: bench.projectId,
        chatId: reply.chatId,
      });
      for (const event of events()) expect(liveEventSchema.safeParse(event).success).toBe(true);
      await reader.cancel();
    });

    it("tells of projects that are renamed or removed", async () => {
      const { reader, events } = await listen();
      const projectId = await createProject(bench.me, {});
      await putProject(bench.me, projectId, { name: "Renamed" });
      await deleteProject(bench.me, projectId);
      await reader.until(() => events().at(-1)?.type === "project-removed");
      expect(events()).toEqual([
        { type: "project", project: { id: projectId, name: "Renamed", icon: null, color: null, version: 2 } },
        { type: "project-removed", projectId },
      ]);
      await reader.cancel();
    });

    it("goes on behind Last-Event-ID without a gap or a repeat", async () => {
      const first = await listen();
      for (const name of ["a", "b", "c"]) {
        await announce(bench.me.id, null, { type: "project", project: { id: "p", name } });
      }
      await first.reader.until((r) => r.events.length === 2);
      await first.reader.cancel();
      await announce(bench.me.id, null, { type: "project", project: { id: "p", name: "d" } });
      const second = await listen(bench.me.token, first.reader.lastId);
      await second.reader.until((r) => r.events.length === 2);
      const names = [...first.events(), ...second.events()].flatMap((e) =>
        e.type === "project" ? [e.project.name] : [],
      );
      expect(names).toEqual(["a", "b", "c", "d"]);
      await second.reader.cancel();
    });

    it("hears what another process wrote into the store", async () => {
      const { reader, events } = await listen();
      const store = await getStore();
      const event: LiveEvent = { type: "project-removed", projectId: "elsewhere" };
      await store.feed.append(
        { ownerId: bench.me.id, projectId: null, data: JSON.stringify(event) },
        Date.now(),
      );
      await reader.until(() => events().some((e) => e.type === "project-removed"));
      expect(events()).toContainEqual(event);
      await reader.cancel();
    });

    it("says reset to a reader whose place is not there any more", async () => {
      const { reader, events } = await listen(bench.me.token, "999999");
      await reader.next();
      expect(events()).toEqual([{ type: "reset" }]);
      await reader.cancel();
    });

    it("is one's own", async () => {
      const other = await signUp();
      const { reader, events } = await listen(other.token);
      await send(bench, "Not yours");
      await announce(other.id, null, { type: "project", project: { id: "p", name: "yours" } });
      await reader.next();
      expect(events()).toEqual([{ type: "project", project: { id: "p", name: "yours" } }]);
      await reader.cancel();
      expect((await call(eventsRoute, "GET /api/events")).status).toBe(401);
    });

    it("does not fail what it tells of when the store is away", async () => {
      await expect(announce("0123456789abcdef01234567", null, { type: "reset" })).resolves.toBeUndefined();
      expect(await (await getStore()).feed.latest(scopeOf({ userId: "0123456789abcdef01234567" }))).toBe(0);
    });
  });
});
