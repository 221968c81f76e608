import { describe, expect, it } from "vitest";
import { getStore } from "@/lib/store";
import { chatBench, createProject, eventually, SseReader } from "../support/chat";
import {
  ask,
  aVisitor,
  chatsOf,
  comeIn,
  dropChat,
  endVisits,
  followChat,
  forgetMe,
  getEmbed,
  messagesOf,
  putEmbed,
  rate,
  SITE,
  stopChat,
  switchOn,
} from "../support/embed-calls";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import { addPrompt, data, listProjects } from "../support/project-calls";
import { makeRelease, setLive } from "../support/release-calls";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench();
  const aProject = async (more: object = {}) => {
    const projectId = await createProject(bench.me, {});
    const saved = await switchOn(bench.me.token, projectId, more);
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    return projectId;
  };
  const token = () => bench.me.token;

  describe("a visitor", () => {
    it("asks, reads, rates and deletes their own chats, and sees nothing else", async () => {
      const id = await aProject();
      await addPrompt(token(), id, { content: "SECRET-PROMPT", role: "system" });
      const [one, two] = [await aVisitor(id), await aVisitor(id)];
      const asked = await ask(one, id, "Hello there", { stream: false });
      expect([asked.status, asked.body.data.status]).toEqual([200, "complete"]);
      const { chatId, messageId } = asked.body.data;
      const list = data(await chatsOf(one, id)).chats;
      expect(list).toMatchObject([{ id: chatId, title: "Hello there" }]);
      const { messages } = data(await messagesOf(one, id, chatId));
      expect(messages.map(({ role }: { role: string }) => role)).toEqual(["user", "assistant"]);
      expect((await rate(one, id, chatId, messageId, "up")).status).toBe(200);
      expect(data(await messagesOf(one, id, chatId)).messages[1].rating).toBe("up");
      const shown = JSON.stringify([asked.body, list, messages]);
      for (const secret of ["SECRET-PROMPT", "scripted", "model", "usage", "configId", bench.me.id, id]) {
        expect(shown, secret).not.toContain(secret);
      }
      // Another visitor, by every route.
      expect(data(await chatsOf(two, id)).chats).toEqual([]);
      for (const answer of [
        await messagesOf(two, id, chatId),
        await dropChat(two, id, chatId),
        await stopChat(two, id, chatId),
        await followChat(two, id, chatId),
        await rate(two, id, chatId, messageId, "down"),
        await ask(two, id, "Mine now", { chatId, stream: false }),
      ]) {
        expect([answer.status, answer.body?.code]).toEqual([404, "not_found"]);
      }
      expect((await dropChat(one, id, chatId)).status).toBe(200);
      expect((await messagesOf(one, id, chatId)).status).toBe(404);
      // Nor is any of it among the owner's.
      expect(
        data(await listProjects(token())).projects.find((p: { id: string }) => p.id === id).chatCount,
      ).toBe(0);
    });

    it("gets a stream without model, reasoning, usage or a provider's words", async () => {
      const id = await aProject();
      const visitor = await aVisitor(id);
      const answer = await ask(visitor, id, "[[reasoning]] Tell me", { stream: true });
      expect(answer.headers.get("content-type")).toContain("text/event-stream");
      const text = JSON.stringify(await new SseReader(answer.response).all());
      expect(text).toContain("text-delta");
      for (const secret of ["scripted", "reasoning-", "usage", "prompt_tokens", '\\"model\\"', "parentId"]) {
        expect(text, secret).not.toContain(secret);
      }
      const failed = await ask(visitor, id, "[[error-before]]", { stream: false });
      expect([failed.status, failed.body.message, failed.body.errors]).toEqual([
        502,
        "Failed to generate AI response",
        undefined,
      ]);
    });

    it("is answered by what is live", async () => {
      const id = await aProject();
      await addPrompt(token(), id, { content: "LIVE-PROMPT", role: "system" });
      const { release } = data(await makeRelease(token(), id));
      await setLive(token(), id, release.number);
      await addPrompt(token(), id, { content: "DRAFT-PROMPT", role: "system" });
      await ask(await aVisitor(id), id, "Which one?", { stream: false });
      const sent = JSON.stringify(bench.provider.requests.at(-1)?.body);
      expect(sent).toContain("LIVE-PROMPT");
      expect(sent).not.toContain("DRAFT-PROMPT");
    });

    it("is not told of a model or of variables when a message can't be answered", async () => {
      const id = await aProject();
      const visitor = await aVisitor(id);
      const long = await ask(visitor, id, "x".repeat(4_001));
      expect([long.status, long.body.errors[0].path]).toEqual([400, "message"]);
      await addPrompt(token(), id, { content: "Speak {{secretvariable}}", role: "system" });
      const answer = await ask(visitor, id, "Hello", { stream: false });
      expect(answer.status).toBe(503);
      expect(JSON.stringify(answer.body)).not.toContain("secretvariable");
      // What never began is not counted.
      expect(data(await getEmbed(token(), id)).used).toEqual({ messages: 0, tokens: 0 });
    });

    it("chooses neither model, release, files, variables nor branch", async () => {
      const id = await aProject();
      const visitor = await aVisitor(id);
      await ask(visitor, id, "Hello", {
        stream: false,
        model: "gpt-other",
        target: "draft",
        variables: { a: "b" },
        fileIds: ["0123456789abcdef01234567"],
        parentId: null,
      });
      expect(bench.provider.requests.at(-1)?.body).toMatchObject({ model: "scripted-echo" });
    });

    it("may be forgotten with all they said", async () => {
      const id = await aProject();
      const visitor = await aVisitor(id);
      await ask(visitor, id, "Remember me", { stream: false });
      expect((await forgetMe(visitor, id)).status).toBe(200);
      expect((await chatsOf(visitor, id)).status).toBe(401);
      expect(data(await getEmbed(token(), id)).visitors).toBe(0);
      const store = await getStore();
      await store.sweep(Date.now());
    });
  });

  describe("who may not be there any more", () => {
    const begun = async (id: string, visitor: string, mark: string) => {
      const answer = await ask(visitor, id, `[[slow tokens=300]] ${mark}`, { stream: true });
      const read = new SseReader(answer.response).all();
      const request = await bench.provider.waitFor(
        (r) => r.tokensSent > 2 && JSON.stringify(r.body).includes(mark),
      );
      return { read, request };
    };

    it.each([
      ["the widget is switched off", (id: string) => putEmbed(token(), id, { enabled: false })],
      [
        "their site is taken away",
        (id: string) => putEmbed(token(), id, { origins: ["https://other.example"] }),
      ],
      ["all visits are ended", (id: string) => endVisits(token(), id)],
    ])("is refused, and open streams end: %s", async (what, close) => {
      const id = await aProject();
      const visitor = await aVisitor(id);
      const { read, request } = await begun(id, visitor, what);
      expect((await close(id)).status).toBe(200);
      await read;
      await eventually(() => request.abortedAt);
      for (const answer of [await chatsOf(visitor, id), await ask(visitor, id, "More")]) {
        expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
      }
    });

    it("is shut out by another password of the link, and nobody else is", async () => {
      const id = await aProject();
      const slug = `link-${id.slice(-6)}`;
      const link = (body: object) => putEmbed(token(), id, { link: body });
      expect((await link({ mode: "password", slug, password: "open sesame" })).status).toBe(200);
      const site = await aVisitor(id);
      const visitor = await aVisitor(slug, { password: "open sesame" });
      expect((await chatsOf(visitor, slug)).status).toBe(200);
      expect((await chatsOf(visitor, id)).status).toBe(200);
      await link({ password: "another one" });
      expect((await chatsOf(visitor, slug)).status).toBe(401);
      expect((await chatsOf(site, id)).status).toBe(200);
      for (const password of [undefined, "", "open sesame", "another one ", "x".repeat(900)]) {
        const answer = await comeIn(slug, { password });
        expect([answer.status, answer.body.code], String(password)).toEqual([401, "invalid_credentials"]);
      }
      expect((await comeIn(slug, { password: "another one" })).status).toBe(201);
      await link({ mode: "off" });
      expect((await comeIn(slug, { password: "another one" })).status).toBe(404);
    });
  });

  it("tells what is wrong with a set-up", async () => {
    const id = await createProject(bench.me, {});
    const path = async (body: object) => (await putEmbed(token(), id, body)).body.errors?.[0]?.path;
    for (const origin of [
      "null",
      "*",
      "https://*.example.com",
      "https://a.example;script-src",
      "https://a.example,b",
      "https://a.example 'unsafe-inline'",
      "https://A.example",
      "https://a.example/",
      "https://a.example:443",
      "a.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "https://u@a.example",
      "",
    ]) {
      expect(await path({ origins: [origin] }), origin).toBe("origins.0");
    }
    const tooLong = await putEmbed(token(), id, { origins: [`https://${"a.".repeat(150)}example`] });
    expect(tooLong.body.errors).toEqual([
      { path: "origins.0", message: "An origin must be at most 300 characters" },
    ]);
    expect(await path({ link: { mode: "public" } })).toBe("link.slug");
    expect(await path({ link: { mode: "password", slug: `free-${id.slice(-5)}` } })).toBe("link.password");
    expect(await path({ link: { slug: id } })).toBe("link.slug");
    expect(await path({ link: { slug: "a/b" } })).toBe("link.slug");
    expect(await path({ colour: "red;}" })).toBe("colour");
    expect((await getEmbed(token(), id)).body.data.embed).toMatchObject({ enabled: false, updatedAt: null });
    const taken = `taken-${id.slice(-5)}`;
    await putEmbed(token(), id, { link: { mode: "public", slug: taken } });
    const other = await createProject(bench.me, {});
    const answer = await putEmbed(token(), other, { link: { mode: "public", slug: taken } });
    expect(answer.body.errors).toEqual([
      { path: "link.slug", message: "This address is taken; choose another" },
    ]);
    expect(JSON.stringify((await getEmbed(token(), id)).body)).not.toMatch(/passwordHash|\$2b/);
  });

  it.each([
    "null",
    "https://shop.example:8443",
    "http://shop.example",
    "https://SHOP.example",
    "https://www.shop.example",
    "https://shop.example.evil.test",
    "https://evilshop.example",
    "https://shop.example/",
    "",
  ])("lets nobody in from %s", async (origin) => {
    const id = await aProject();
    const answer = await comeIn(id, { origin });
    expect([answer.status, answer.body.code]).toEqual([403, "forbidden_origin"]);
    expect(SITE).toBe("https://shop.example");
  });
});
