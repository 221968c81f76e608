import { expect, test } from "vitest";
import { register } from "../support/account";
import { ApiClient, textOf } from "../support/api-client";
import { numberedText } from "../support/numbered";
import { onServers } from "./support/servers";
import { watch } from "./support/watch";

onServers((servers) => {
  test("two servers share a database: each follows, stops and recovers what the other began", async () => {
    // As functions on Vercel, which need a database of their own kind; the embedded engine is shared by two plain processes.
    const as: Record<string, string> = servers.engine === "mongodb" ? { VERCEL: "1" } : {};
    const [one, two] = [await servers.start(as), await servers.start(as)];
    const { token } = await register(one.url);
    const here = new ApiClient(one.url, token);
    const there = here.at(two.url);
    const projectId = await here.project();

    const followsClosely = async () => {
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
    };

    const hearsOfIt = async () => {
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
    };

    const stopsIt = async () => {
      const running = await here.stream(projectId, { message: "[[slow ms=50 tokens=5000]] stop me" });
      await running.until((r) => r.text.length > 30);
      const at = Date.now();
      await there.data("POST", `/api/chats/${running.chatId}/stop`);
      const closed = await servers.provider.waitFor(
        (r) => r.abortedAt !== null && JSON.stringify(r.body).includes("stop me"),
      );
      expect((closed.abortedAt ?? 0) - at).toBeLessThan(1_000);
      await running.all();
      expect(textOf((await there.messages(running.chatId)).at(-1))).toBe(running.text);
    };

    const refusesASecondSend = async () => {
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
        [here, there, here, there, here, there].map(async (api) => {
          const response = await api.request("POST", `/api/chat/${projectId}`, body, key);
          return (await response.json()) as { data: { messageId: string; message: string } };
        }),
      );
      expect(new Set(answers.map((answer) => answer.data.messageId)).size).toBe(1);
      expect(answers.map((answer) => answer.data.message)).toEqual(Array(6).fill(numberedText(20)));
    };

    const recoversIt = async () => {
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
    };

    await followsClosely();
    await hearsOfIt();
    await stopsIt();
    await refusesASecondSend();
    await recoversIt();
  });
});
