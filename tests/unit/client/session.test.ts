import { describe, expect, it } from "vitest";
import { Feed, message, refusal } from "./scripted-chat";

import { exchange, idle, open, reconciled, shown, until } from "./session-bench";

describe("sending", () => {
  it("shows the message at once, streams the reply and takes over the server's ids without new keys", async () => {
    const { server, session } = open(null);
    const feed = new Feed();
    server.starts.push(feed);
    server.branch = [
      message("u1", "user", "Hi"),
      message("a1", "assistant", "Hello you", { parentId: "u1" }),
    ];
    const sent = session.send("Hi");
    expect(shown(session)).toEqual(["user:Hi", "assistant:"]);
    expect(session.state.phase).toBe("submitting");
    const keys = session.state.keys;
    expect(await sent).toEqual({ ok: true });
    feed.start("a1").text("Hello");
    await until(() => expect(shown(session)[1]).toBe("assistant:Hello"));
    expect(session.state).toMatchObject({ phase: "streaming", chatId: "c1" });
    feed.text(" you").finish();
    await idle(session);
    await until(() => expect(session.message(keys[0] ?? "")?.id).toBe("u1"));
    expect(session.state.keys).toBe(keys);
    expect(shown(session)).toEqual(["user:Hi", "assistant:Hello you"]);
    expect(session.state.finished).toEqual({ key: keys[1], n: 1 });
  });

  it("sends once however often it is asked", async () => {
    const { server, session } = open();
    server.starts.push(new Feed().start("a1"));
    const [first, second] = await Promise.all([session.send("Hi"), session.send("Hi")]);
    expect([first.ok, second.ok]).toEqual([true, false]);
    expect(server.calls("start")).toHaveLength(1);
    session.leave();
  });

  it("puts the thread back when the server refuses", async () => {
    const { server, session } = open();
    session.receive({ messages: [message("u0", "user", "before")], nextCursor: null }, false);
    server.starts.push(refusal(400, "validation_failed"));
    expect((await session.send("Hi")).ok).toBe(false);
    expect(shown(session)).toEqual(["user:before"]);
    expect(session.state).toMatchObject({ phase: "idle", notice: { kind: "error" } });
  });

  it("tries again under the same key while the server is out of order, and keeps it for a later attempt", async () => {
    const { server, session } = open();
    server.starts.push(refusal(503, "busy"), refusal(0, "network"), refusal(500, "internal"));
    expect((await session.send("Hi")).ok).toBe(false);
    server.starts.push(new Feed().start("a1"));
    await session.send("Hi");
    const keys = server.calls("start").map((call) => call.key);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    session.leave();
  });

  it("uses a new key for a new message and after a refusal", async () => {
    const { server, session } = open();
    server.starts.push(refusal(429, "rate_limited", 3), refusal(500, "internal"), refusal(500, "internal"));
    await session.send("Hi");
    expect(session.state.notice?.retryAfter).toBe(3);
    await session.send("Hi");
    await session.send("Ho");
    expect(new Set(server.calls("start").map((call) => call.key)).size).toBe(3);
  });

  it("follows the running reply when the chat is already answering", async () => {
    const { server, session } = open();
    server.starts.push(refusal(409, "run_active"));
    server.running = true;
    server.branch = [message("u1", "user", "other"), message("a1", "assistant", "", { status: "streaming" })];
    const feed = new Feed().start("a1").text("from elsewhere");
    server.follows.push(feed);
    expect((await session.send("mine")).ok).toBe(false);
    await until(() => expect(shown(session)).toEqual(["user:other", "assistant:from elsewhere"]));
    expect(session.state.phase).toBe("streaming");
    session.leave();
  });
});

describe("a lost connection", () => {
  it("takes a stream that closes without an end for lost, and a replay doubles nothing", async () => {
    const { server, session } = open();
    const first = new Feed();
    const second = new Feed();
    server.starts.push(first);
    server.follows.push(refusal(0, "network"), second);
    await session.send("Hi");
    first.start("a1").text("one two");
    await until(() => expect(shown(session)[1]).toBe("assistant:one two"));
    first.close();
    await until(() => expect(session.state.phase).toBe("reconnecting"));
    const seen: string[] = [];
    session.subscribe(() => seen.push(shown(session)[1] ?? ""));
    second.start("a1").text("one");
    await until(() => expect(session.state.phase).toBe("streaming"));
    second.text(" two three");
    server.branch = exchange("Hi", "one two three");
    await until(() => expect(shown(session)[1]).toBe("assistant:one two three"));
    second.finish();
    await idle(session);
    expect(seen.every((text) => text.startsWith("assistant:one two"))).toBe(true);
  });

  it("goes on after the last event that arrived when the server can", async () => {
    const { server, session } = open();
    const first = new Feed();
    const second = new Feed();
    server.starts.push(first);
    server.follows.push(second);
    await session.send("Hi");
    first.start("a1").text("one");
    first.raw('id: 7\ndata: {"type":"text-delta","id":"t","delta":" two"}\n\n');
    await until(() => expect(shown(session)[1]).toBe("assistant:one two"));
    first.break();
    await until(() => expect(server.calls("follow")[0]?.body).toBe("7"));
    server.branch = exchange("Hi", "one two three");
    second.text(" three").finish();
    await idle(session);
    expect(shown(session)[1]).toBe("assistant:one two three");
  });

  it("asks again under its key when a new chat has no address yet", async () => {
    const { server, session } = open(null);
    const first = new Feed();
    const second = new Feed();
    server.starts.push(first, second);
    await session.send("Hi");
    first.close();
    second.start("a1", "c9").text("here").finish();
    await idle(session);
    expect(session.state.chatId).toBe("c9");
    expect(server.calls("follow")).toHaveLength(0);
    expect(new Set(server.calls("start").map((call) => call.key)).size).toBe(1);
  });

  it("reads how the reply ended from the store when nothing runs any more", async () => {
    const { server, session } = open();
    const first = new Feed();
    server.starts.push(first);
    server.follows.push(null);
    await session.send("Hi");
    first.start("a1").text("par");
    server.branch = [
      message("u1", "user", "Hi"),
      message("a1", "assistant", "partial", { status: "interrupted", parentId: "u1" }),
    ];
    first.close();
    await idle(session);
    expect(shown(session)).toEqual(["user:Hi", "assistant:partial"]);
    expect(session.message(session.state.keys[1] ?? "")?.status).toBe("interrupted");
  });

  it("keeps the partial text of a reply that failed midway", async () => {
    const { server, session } = open();
    const feed = new Feed();
    server.starts.push(feed);
    await session.send("Hi");
    server.branch = [
      message("u1", "user", "Hi"),
      message("a1", "assistant", "half", { status: "failed", parentId: "u1" }),
    ];
    feed
      .start("a1")
      .text("half")
      .send({ type: "error", errorText: "Failed to generate AI response" })
      .close();
    await idle(session);
    await reconciled(server);
    const reply = session.message(session.state.keys[1] ?? "");
    expect(reply).toMatchObject({ status: "failed", errorText: "Failed to generate AI response" });
    expect(shown(session)[1]).toBe("assistant:half");
  });
});

describe("stopping", () => {
  it("asks the server and shows all that it still sends", async () => {
    const { server, session } = open();
    const feed = new Feed();
    server.starts.push(feed);
    await session.send("Hi");
    feed.start("a1").text("some");
    await until(() => expect(session.state.phase).toBe("streaming"));
    await session.stop();
    expect(server.calls("stop")).toHaveLength(1);
    expect(session.state.phase).toBe("stopping");
    server.branch = exchange("Hi", "some more", "stopped");
    feed.text(" more").finish("stopped");
    await idle(session);
    expect(shown(session)[1]).toBe("assistant:some more");
    expect(session.message(session.state.keys[1] ?? "")?.status).toBe("stopped");
  });

  it("waits for the server to take a send before it stops it", async () => {
    const { server, session } = open(null);
    const feed = new Feed();
    server.starts.push(feed);
    const sent = session.send("Hi");
    await session.stop();
    await sent;
    expect(server.calls("stop")).toHaveLength(0);
    feed.start("a1");
    await until(() => expect(server.calls("stop")).toHaveLength(1));
    feed.finish("stopped");
    await idle(session);
  });
});
