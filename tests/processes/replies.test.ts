import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { register } from "../support/account";
import { ApiClient, textOf } from "../support/api-client";
import { numberedText } from "../support/numbered";
import { onServers } from "./support/servers";
import { watch } from "./support/watch";

/** Replies belong to the server: what happens to them when real processes end, die or share a database. */

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

onServers((servers) => {
  test("a server killed at any moment loses no message and no text that was a quarter second old", async () => {
    let server = await servers.start();
    const { token } = await register(server.url);
    let api = new ApiClient(server.url, token);
    const projectId = await api.project();

    // Each round kills the server while eight replies stand at eight different points of their lives.
    for (const round of [0, 1, 2, 3]) {
      const begin = async (message: string) => {
        const chatId = await api.chat(projectId);
        return { chatId, message };
      };
      const scripts = [
        "[[stall-first]]",
        "[[stall-mid]]",
        "[[slow ms=5 tokens=5000]]",
        "[[slow ms=20 tokens=5000]]",
        "[[slow ms=50 tokens=5000]]",
        `[[slow ms=10 tokens=${20 + round * 15}]]`,
        "[[slow ms=3 tokens=100]]",
        "[[slow ms=30 batch=10 tokens=5000]]",
      ];
      const chats: { chatId: string; message: string }[] = [];
      for (const script of scripts) chats.push(await begin(`${script} round ${round}`));
      const replies = [];
      for (const chat of chats) {
        replies.push({ ...chat, watcher: watch(await api.stream(projectId, chat)) });
        await wait(round * 40);
      }
      await wait(150 + round * 333);
      const killedAt = Date.now();
      await server.stop("SIGKILL");
      await Promise.all(replies.map(({ watcher }) => watcher.ended));

      server = await servers.start();
      const back = Date.now();
      api = api.at(server.url);
      for (const { chatId, message, watcher } of replies) {
        const branch = await expect
          .poll(async () => (await api.messages(chatId)).at(-1)?.status, { timeout: 15_000, interval: 250 })
          .not.toBe("streaming")
          .then(() => api.messages(chatId));
        // A lease of 6 s has to be seen unchanged for all of it; the rest is for a busy machine.
        expect(Date.now() - back).toBeLessThan(15_000);
        expect(branch.map((m) => m.role)).toEqual(["user", "assistant", "user", "assistant"]);
        expect(textOf(branch[2])).toBe(message);
        const text = textOf(branch[3]);
        const seen = watcher.seenBefore(killedAt - 250);
        expect(text.slice(0, seen.length), message).toBe(seen);
        expect(numberedText(5_000).startsWith(text), message).toBe(true);
        expect(["interrupted", "complete"]).toContain(branch[3]?.status);
      }
      // Both ways on: the rest of the partial text, or another answer.
      const partial = replies[4];
      if (!partial) throw new Error("no reply");
      const before = textOf((await api.messages(partial.chatId)).at(-1));
      const messageId = (await api.messages(partial.chatId)).at(-1)?.id;
      const continued = await api.data<{ message: string; messageId: string }>(
        "POST",
        `/api/chats/${partial.chatId}/continue`,
        { messageId },
      );
      expect(continued.messageId).toBe(messageId);
      expect(continued.message.startsWith(before)).toBe(true);
      expect(continued.message.length).toBeGreaterThan(before.length);
      await api.data("POST", `/api/chat/${projectId}`, { message: "Next", chatId: replies[0]?.chatId });
    }
  });

  test("a server told to stop lets a short reply finish and ends a long one in order", async () => {
    const server = await servers.start({ SHUTDOWN_GRACE_MS: "3000" });
    const { token } = await register(server.url);
    const api = new ApiClient(server.url, token);
    const projectId = await api.project();
    const events = await api.request("GET", "/api/events");
    const short = await api.stream(projectId, { message: "[[slow ms=50 tokens=40]] short" });
    const long = await api.stream(projectId, { message: "[[slow ms=50 tokens=4000]] long" });
    await Promise.all([short, long].map((reader) => reader.until((r) => r.text.length > 20)));
    const ends = Promise.all([short.all(), long.all(), events.text()]);
    const stopping = server.stop("SIGTERM");
    await ends;
    await stopping;
    expect(short.text).toBe(numberedText(40));
    expect(short.chunk("finish")).toMatchObject({ messageMetadata: { status: "complete" } });
    expect(long.chunk("finish")).toMatchObject({ messageMetadata: { status: "interrupted" } });

    const again = api.at((await servers.start()).url);
    const [, first] = await again.messages(short.chatId);
    const [, second] = await again.messages(long.chatId);
    expect([first?.status, textOf(first)]).toEqual(["complete", short.text]);
    expect([second?.status, textOf(second)]).toEqual(["interrupted", long.text]);
  });

  test("a server told to stop does not wait for connections that carry nothing", async () => {
    const server = await servers.start();
    const { token } = await register(server.url);
    const events = await new ApiClient(server.url, token).request("GET", "/api/events");
    // As a browser opens them ahead of need: Node alone would wait half a minute for its first request.
    const silent = connect(Number(new URL(server.url).port), "localhost");
    await once(silent, "connect");
    const feed = events.text();
    const gone = once(silent, "close");
    const begun = Date.now();
    await server.stop("SIGTERM");
    // After 15 s it would have been killed.
    expect(Date.now() - begun).toBeLessThan(14_000);
    await Promise.all([feed, gone]);
  });
});
