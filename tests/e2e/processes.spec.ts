import { once } from "node:events";
import { connect } from "node:net";
import { numberedText } from "../support/numbered";
import type { SseReader } from "../support/sse-reader";
import { ApiClient, textOf } from "./support/api-client";
import { expect, register } from "./support/fixtures";
import { testWithServers } from "./support/servers";

/** Replies belong to the server: what happens to them when real processes end, die or share a database. */

/** Reads on in the background, remembering what was seen when. */
function watch(reader: SseReader): { seenBefore(at: number): string; ended: Promise<void> } {
  const ended = reader.all().then(
    () => {},
    () => {},
  );
  return {
    seenBefore: (at) =>
      reader.events
        .filter((event) => event.at <= at && event.data.includes('"text-delta"'))
        .map((event) => (JSON.parse(event.data) as { delta: string }).delta)
        .join(""),
    ended,
  };
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

testWithServers(
  "a server killed at any moment loses no message and no text that was a quarter second old",
  async ({ start }) => {
    testWithServers.setTimeout(300_000);
    let server = await start();
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

      server = await start();
      const back = Date.now();
      api = api.at(server.url);
      for (const { chatId, message, watcher } of replies) {
        const branch = await expect
          .poll(async () => (await api.messages(chatId)).at(-1)?.status, { timeout: 10_000 })
          .not.toBe("streaming")
          .then(() => api.messages(chatId));
        expect(Date.now() - back).toBeLessThan(10_000);
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
  },
);

testWithServers(
  "a server told to stop lets a short reply finish and ends a long one in order",
  async ({ start }) => {
    testWithServers.setTimeout(180_000);
    const server = await start({ SHUTDOWN_GRACE_MS: "3000" });
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

    const again = api.at((await start()).url);
    const [, first] = await again.messages(short.chatId);
    const [, second] = await again.messages(long.chatId);
    expect([first?.status, textOf(first)]).toEqual(["complete", short.text]);
    expect([second?.status, textOf(second)]).toEqual(["interrupted", long.text]);
  },
);

testWithServers(
  "a server told to stop does not wait for connections that carry nothing",
  async ({ start }) => {
    testWithServers.setTimeout(180_000);
    const server = await start();
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
  },
);

testWithServers(
  "two servers share a database: each follows, stops and recovers what the other began",
  async ({ start, provider, engine }) => {
    testWithServers.setTimeout(240_000);
    // As functions on Vercel, which need a database of their own kind; the embedded engine is shared by two plain processes.
    const as: Record<string, string> = engine === "mongodb" ? { VERCEL: "1" } : {};
    const [one, two] = [await start(as), await start(as)];
    const { token } = await register(one.url);
    const here = new ApiClient(one.url, token);
    const there = here.at(two.url);
    const projectId = await here.project();

    await testWithServers.step("follows at most half a second behind", async () => {
      const first = await here.stream(projectId, { message: "[[clock ms=50 tokens=60]]" });
      await first.until((r) => r.text !== "");
      const second = await there.follow(first.chatId);
      if (!second) throw new Error("nothing to follow");
      await Promise.all([first.all(), second.all()]);
      expect(second.text).toBe(first.text);
      const late = second.events
        .filter((event) => event.data.includes('"text-delta"'))
        .slice(1)
        .map(
          (event) =>
            event.at - Number((JSON.parse(event.data) as { delta: string }).delta.trim().split(" ").at(-1)),
        );
      late.sort((a, b) => a - b);
      expect(late[Math.floor(late.length / 2)]).toBeLessThan(500);
    });

    await testWithServers.step("hears of it", async () => {
      const feed = await there.request("GET", "/api/events");
      const reader = feed.body?.getReader();
      await here.data("POST", `/api/chat/${projectId}`, { message: "News" });
      let heard = "";
      while (!heard.includes('"title":"News"')) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) break;
        heard += Buffer.from(value ?? []).toString();
      }
      await reader?.cancel();
      expect(heard).toContain('"title":"News"');
    });

    await testWithServers.step("stops it within a second", async () => {
      const running = await here.stream(projectId, { message: "[[slow ms=50 tokens=5000]] stop me" });
      await running.until((r) => r.text.length > 30);
      const at = Date.now();
      await there.data("POST", `/api/chats/${running.chatId}/stop`);
      const closed = await provider.waitFor(
        (r) => r.abortedAt !== null && JSON.stringify(r.body).includes("stop me"),
      );
      expect((closed.abortedAt ?? 0) - at).toBeLessThan(1_000);
      await running.all();
      expect(textOf((await there.messages(running.chatId)).at(-1))).toBe(running.text);
    });

    await testWithServers.step(
      "refuses a second send while the other answers, and gives one key one run",
      async () => {
        const running = await here.stream(projectId, { message: "[[slow ms=30 tokens=60]] twice" });
        await running.until((r) => r.text !== "");
        const refused = await there.request("POST", `/api/chat/${projectId}`, {
          message: "x",
          chatId: running.chatId,
        });
        expect(refused.status).toBe(409);
        await running.all();
        const key = { "Idempotency-Key": `both-${Date.now()}` };
        const body = { message: "[[slow ms=20 tokens=20]] one key" };
        const answers = await Promise.all(
          [here, there, here, there].map(async (api) => {
            const response = await api.request("POST", `/api/chat/${projectId}`, body, key);
            return (await response.json()) as { data: { messageId: string; message: string } };
          }),
        );
        expect(new Set(answers.map((answer) => answer.data.messageId)).size).toBe(1);
        expect(answers.map((answer) => answer.data.message)).toEqual(Array(4).fill(numberedText(20)));
      },
    );

    await testWithServers.step("recovers it when the other is killed", async () => {
      const running = await here.stream(projectId, { message: "[[slow ms=20 tokens=5000]] killed" });
      const watcher = watch(running);
      await expect.poll(() => running.text.length).toBeGreaterThan(200);
      const viewer = await there.follow(running.chatId);
      const killedAt = Date.now();
      await one.stop("SIGKILL");
      await watcher.ended;
      const seen = watcher.seenBefore(killedAt - 250);
      await viewer?.all();
      expect(Date.now() - killedAt).toBeLessThan(10_000);
      expect(viewer?.chunk("finish")).toMatchObject({ messageMetadata: { status: "interrupted" } });
      const reply = (await there.messages(running.chatId)).at(-1);
      expect(reply?.status).toBe("interrupted");
      expect(textOf(reply).startsWith(seen)).toBe(true);
      expect(viewer?.text).toBe(textOf(reply));
      await there.data("POST", `/api/chat/${projectId}`, { message: "Next", chatId: running.chatId });
    });
  },
);
