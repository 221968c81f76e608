import { beforeAll, describe, expect, it, vi } from "vitest";
import { ChatSession } from "@/lib/client/chat/session";
import { Feed, message, refusal, ScriptedChat } from "./scripted-chat";

const kept = new Map<string, string>();
beforeAll(() => {
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const events = new EventTarget();
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("window", events);
  vi.stubGlobal("document", new EventTarget());
});

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

let chats = 0;

async function running() {
  const chatId = `c${++chats}`;
  const { queueOf } = await import("@/lib/client/chat/queue");
  const server = new ScriptedChat();
  const session = new ChatSession("p", chatId, server);
  const queue = queueOf(session);
  const feed = new Feed();
  server.starts.push(feed);
  await session.send("One");
  server.branch = [message("u1", "user", "One"), message("a1", "assistant", "Done", { parentId: "u1" })];
  feed.start("a1", chatId).text("Done");
  await until(() => expect(session.state.phase).toBe("streaming"));
  return { server, session, queue, feed, chatId };
}

describe("messages that wait for a reply", () => {
  it("are sent one after the other when it ends", async () => {
    const { server, queue, session, feed } = await running();
    queue.add("Two", []);
    queue.add("Three", []);
    server.starts.push(new Feed().start("a2"));
    feed.finish();
    await until(() => expect(server.calls("start")).toHaveLength(2));
    expect(server.calls("start")[1]?.body).toMatchObject({ message: "Two" });
    expect(queue.state.items.map(({ text }) => text)).toEqual(["Three"]);
    session.leave();
    expect(queue.state.held).toBe(true);
  });

  it("wait for the person after a reply that was stopped, and can be cancelled", async () => {
    const { server, queue, feed } = await running();
    queue.add("Two", []);
    feed.send({ type: "abort" }).close();
    await until(() => expect(queue.state.held).toBe(true));
    expect(server.calls("start")).toHaveLength(1);
    queue.remove(queue.state.items[0]?.key ?? -1);
    expect(queue.state).toEqual({ items: [], held: false });
  });

  it("stay when the server refuses them, and when the page is loaded anew", async () => {
    const { server, queue, session, feed, chatId } = await running();
    queue.add("Two", []);
    server.starts.push(refusal(400, "validation_failed"));
    feed.finish();
    await until(() => expect(queue.state).toMatchObject({ held: true, items: [{ text: "Two" }] }));
    window.dispatchEvent(new Event("pagehide"));
    expect(kept.get(`draft:${chatId}`)).toBe("Two");
    const { queueOf } = await import("@/lib/client/chat/queue");
    const again = queueOf(new ChatSession("p", chatId, server));
    expect(again.state).toMatchObject({ held: true, items: [{ text: "Two" }] });
    expect(session.busy).toBe(false);
  });

  it("are few", async () => {
    const { queue, session } = await running();
    for (let i = 0; i < 5; i++) expect(queue.add(`${i}`, [])).toBe(true);
    expect(queue.add("6", [])).toBe(false);
    session.leave();
  });
});
