import { describe, expect, it, vi } from "vitest";
import { ChatSession } from "@/lib/client/chat/session";
import { Feed, message, refusal, ScriptedChat } from "./scripted-chat";

const branch = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    message(`${name}${at}`, at % 2 ? "assistant" : "user", `${name} ${at}`, {
      parentId: at ? `${name}${at - 1}` : null,
    }),
  );

function open(count = 300) {
  const server = new ScriptedChat();
  server.branch = branch("m", count);
  const session = new ChatSession("p", "c1", server);
  return { server, session };
}
const ids = (session: ChatSession) => session.all().map(({ id }) => id);
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

describe("a place in a long chat", () => {
  it("is shown with what is around it, and goes on in both directions to the newest message", async () => {
    const { server, session } = open();
    await session.refresh();
    await session.showMessage("m100");
    expect(session.state.marked).toEqual({ id: "m100", n: 1 });
    expect(ids(session)[0]).toBe("m76");
    expect(ids(session).at(-1)).toBe("m124");
    await session.loadOlder();
    expect(ids(session)[0]).toBe("m26");
    for (let i = 0; i < 4; i++) await session.loadNewer();
    expect(ids(session)).toEqual(server.branch.slice(26).map(({ id }) => id));
    expect(session.state.newer.more).toBe(false);
  });

  it("stays when the chat changes elsewhere, and the newest messages come back when asked for", async () => {
    const { server, session } = open();
    await session.showMessage("m10");
    const shown = ids(session);
    await session.refresh();
    session.receive({ messages: server.branch.slice(-3), nextCursor: "297" }, false);
    expect(ids(session)).toEqual(shown);
    await session.toNewest();
    expect(ids(session).at(-1)).toBe("m299");
    expect(session.state).toMatchObject({ marked: null, newer: { more: false } });
  });

  it("is left for the end of the branch by a message", async () => {
    const { server, session } = open();
    await session.showMessage("m10");
    server.starts.push(new Feed().start("a1"));
    expect((await session.send("And now?")).ok).toBe(true);
    expect(ids(session).slice(0, -2).at(-1)).toBe("m299");
    session.leave();
  });

  it("comes back when an edit there is refused", async () => {
    const { server, session } = open();
    await session.showMessage("m10");
    const shown = ids(session);
    server.starts.push(refusal(400, "validation_failed"));
    await session.send("Changed", { parentId: "m9" });
    expect(ids(session)).toEqual(shown);
    expect(session.state.newer.more).toBe(true);
  });

  it("makes another branch the active one", async () => {
    const { server, session } = open();
    server.aside = [...server.branch.slice(0, 5), ...branch("other", 4)];
    await session.refresh();
    await session.showMessage("other1");
    expect(server.calls("activate").map(({ body }) => body)).toEqual(["other1"]);
    expect(ids(session)).toContain("other3");
  });

  it("that is loaded already asks for nothing, and one that is gone says so", async () => {
    const { server, session } = open(4);
    await session.refresh();
    await session.showMessage("m2");
    expect(server.calls("messagesAt")).toEqual([]);
    await session.showMessage("gone");
    await until(() => expect(session.state.notice?.message).toBe("That message is no longer in this chat."));
    expect(ids(session)).toHaveLength(4);
  });
});
