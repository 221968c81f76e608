import { describe, expect, it, vi } from "vitest";
import type { Message } from "@/lib/schemas";
import { Feed, message } from "./scripted-chat";

import { exchange, idle, open, shown, until } from "./session-bench";

describe("branches", () => {
  const branch = () => [
    message("u1", "user", "first"),
    message("a1", "assistant", "answer", { parentId: "u1" }),
    message("u2", "user", "second", { parentId: "a1" }),
    message("a2", "assistant", "later", { parentId: "u2" }),
  ];

  it("regenerates beside the old answer and cuts what followed it", async () => {
    const { server, session } = open();
    session.receive({ messages: branch(), nextCursor: null }, false);
    const feed = new Feed();
    server.starts.push(feed);
    await session.regenerate("a1");
    expect(server.calls("start")[0]?.body).toEqual({ path: "/api/chats/c1/regenerate", messageId: "a1" });
    expect(shown(session)).toEqual(["user:first", "assistant:"]);
    expect(session.message(session.state.keys[1] ?? "")?.siblings).toMatchObject({ index: 1, count: 2 });
    feed.start("a1b").text("other").finish();
    await idle(session);
  });

  it("branches an edit off the parent of the edited message", async () => {
    const { server, session } = open();
    session.receive({ messages: branch(), nextCursor: null }, false);
    server.starts.push(new Feed().start("a3"));
    await session.send("second, better", { parentId: "a1" });
    expect(server.calls("start")[0]?.body).toMatchObject({ parentId: "a1", message: "second, better" });
    expect(shown(session).slice(0, 3)).toEqual(["user:first", "assistant:answer", "user:second, better"]);
    session.leave();
  });

  it("continues a partial reply in its place", async () => {
    const { server, session } = open();
    const [u1, a1] = branch();
    session.receive({ messages: [u1, { ...a1, status: "interrupted" }] as never, nextCursor: null }, false);
    const feed = new Feed();
    server.starts.push(feed);
    await session.resume("a1");
    expect(shown(session)[1]).toBe("assistant:answer");
    feed.start("a1").text("answer").text(" goes on");
    await until(() => expect(shown(session)[1]).toBe("assistant:answer goes on"));
    expect(session.state.keys).toEqual(["u1", "a1"]);
    session.leave();
  });

  it("switches to a sibling and shows its branch", async () => {
    const { server, session } = open();
    session.receive({ messages: branch(), nextCursor: null }, false);
    server.branch = [message("u1", "user", "first"), message("a9", "assistant", "other answer")];
    await session.choose("a9");
    expect(server.calls("activate")[0]?.body).toBe("a9");
    expect(shown(session)).toEqual(["user:first", "assistant:other answer"]);
  });
});

describe("history", () => {
  it("loads older pages before what is shown, each message once", async () => {
    const { server, session } = open();
    server.branch = Array.from({ length: 120 }, (_, i) =>
      message(`m${i}`, i % 2 ? "assistant" : "user", `${i}`),
    );
    await session.refresh();
    expect(session.state.keys).toHaveLength(30);
    await Promise.all([session.loadOlder(), session.loadOlder()]);
    await session.loadOlder();
    expect(session.state.keys).toEqual(server.branch.map((m) => m.id));
    expect(session.state.older.cursor).toBeNull();
  });

  it("keeps messages as they are when the server says nothing new of them", async () => {
    const { server, session } = open();
    server.branch = exchange("Hi", "Hello");
    await session.refresh();
    const before = session.all();
    const [asked, answered] = exchange("Hi", "Hello");
    server.branch = [{ ...asked } as Message, { ...answered, feedback: { rating: "up" } } as Message];
    await session.refresh();
    expect(session.all()[0]).toBe(before[0]);
    expect(session.all().at(-1)?.feedback).toEqual({ rating: "up" });
  });

  it("is fetched ahead once, and again when somebody looks much later", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const { server, session } = open();
      server.branch = exchange("Hi", "Hello");
      await Promise.all([session.preload(), session.preload()]);
      expect(server.calls("messages")).toHaveLength(1);
      // Nobody reads it again at once: what the page shows of the chat must have come with it.
      expect(session.state.title).toBe("t");
      session.view()();
      expect(server.calls("messages")).toHaveLength(1);
      vi.setSystemTime(Date.now() + 60_000);
      session.view()();
      expect(server.calls("messages")).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes what is being fetched ahead when it is opened meanwhile, unless that is out of date", async () => {
    const { server, session } = open();
    server.branch = exchange("Hi", "Hello");
    const ahead = session.preload();
    session.view();
    await ahead;
    await until(() => expect(session.state.title).toBe("t"));
    expect(server.calls("messages")).toHaveLength(1);
    expect(shown(session)).toEqual(["user:Hi", "assistant:Hello"]);

    const other = open();
    other.server.branch = exchange("Hi", "Hello");
    void other.session.preload();
    other.session.outdated();
    other.session.view();
    expect(other.server.calls("messages")).toHaveLength(2);
  });

  it("shows what was asked for last, whichever answer comes last", async () => {
    const { server, session } = open();
    server.branch = exchange("Hi", "old");
    const late = Promise.withResolvers<{ messages: Message[]; nextCursor: null }>();
    const read = server.messages;
    server.messages = () => late.promise;
    const first = session.refresh();
    server.messages = read;
    const old = server.branch;
    server.branch = exchange("Hi", "new");
    await session.refresh();
    late.resolve({ messages: old, nextCursor: null });
    await first;
    expect(shown(session)).toEqual(["user:Hi", "assistant:new"]);
  });

  it("keeps older pages when the newest one is read again", async () => {
    const { server, session } = open();
    server.branch = Array.from({ length: 60 }, (_, i) =>
      message(`m${i}`, i % 2 ? "assistant" : "user", `${i}`),
    );
    await session.refresh();
    await session.loadOlder();
    const feed = new Feed();
    server.starts.push(feed);
    await session.send("more");
    server.branch.push(message("u", "user", "more"), message("a", "assistant", "done", { parentId: "u" }));
    feed.start("a").text("done").finish();
    await idle(session);
    await until(() => expect(session.message(session.state.keys[60] ?? "")?.id).toBe("u"));
    expect(session.state.keys).toHaveLength(62);
  });
});

describe("a rating", () => {
  it("stays when a page comes that was asked for before it, and gives way to one asked for after", async () => {
    const { server, session } = open();
    server.branch = exchange("asked", "answered");
    session.receive({ messages: server.branch, nextCursor: null }, false);
    const rating = () => session.message("a1")?.feedback?.rating;
    const late = session.refresh();
    await session.rate("a1", "up");
    await late;
    expect(rating()).toBe("up");
    await session.refresh();
    expect(rating()).toBeUndefined();
  });
});
