import { describe, expect, it } from "vitest";
import * as exportRoute from "@/app/api/chats/[chatId]/export/route";
import * as shareItemRoute from "@/app/api/chats/[chatId]/share/[shareId]/route";
import * as shareRoute from "@/app/api/chats/[chatId]/share/route";
import * as promptsRoute from "@/app/api/projects/[projectId]/prompts/route";
import * as searchRoute from "@/app/api/search/route";
import * as sharedRoute from "@/app/api/shared/[token]/route";
import { hashLinkToken, scopeOf } from "@/lib/auth";
import { getStore } from "@/lib/store";
import { call, setVariables, signUp } from "../support/api";
import { chatBench, deleteChat, messages, patchChat, send } from "../support/chat";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  const bench = chatBench();
  const ask = async (message: string, more: object = {}) =>
    (await send(bench, message, { ...more })).body.data;
  const mine = (chatId: string, more: object = {}) => ({
    token: bench.me.token,
    params: { chatId },
    ...more,
  });

  describe("search", () => {
    const search = (q: string, token = bench.me.token, query: Record<string, string> = {}) =>
      call(searchRoute, "GET /api/search", { token, query: { q, ...query } });

    it("finds titles and messages, marks what matched, and only one's own", async () => {
      const { chatId } = await ask("Where do flamingos sleep?");
      await patchChat(bench, chatId, { title: "Flamingo habits" });
      const { status, body } = await search("flamingo");
      expect(status).toBe(200);
      const hits = body.data.results.filter((hit: { chat: { id: string } }) => hit.chat.id === chatId);
      expect(hits[0]).toMatchObject({
        chat: { title: "Flamingo habits", projectId: bench.projectId },
        message: null,
      });
      expect(
        hits.map((hit: { message: { role: string } | null }) => hit.message?.role ?? "title").sort(),
      ).toEqual(["assistant", "title", "user"]);
      for (const hit of hits) {
        const marked = hit.extract.filter((piece: { match: boolean }) => piece.match);
        expect(marked.map((piece: { text: string }) => piece.text.toLowerCase())[0]).toMatch(/^flamingo/);
      }
      const other = await signUp();
      expect((await search("flamingo", other.token)).body.data).toEqual({ results: [], nextCursor: null });
    });

    it("names files and prompts on the first page when everything is asked for", async () => {
      const { id } = (
        await call(promptsRoute, "POST /x", {
          token: bench.me.token,
          params: { projectId: bench.projectId },
          body: { content: "Speak of pelicans only." },
        })
      ).body.data.prompt;
      const { body } = await search("pelican", bench.me.token, { in: "everything" });
      expect(body.data).toMatchObject({ files: [], prompts: [{ id, projectId: bench.projectId }] });
      expect((await search("pelican")).body.data).toEqual({ results: [], nextCursor: null });
      const other = await signUp();
      const theirs = await search("pelican", other.token, { in: "everything" });
      expect(theirs.body.data).toEqual({ results: [], nextCursor: null, files: [], prompts: [] });
    });

    it("pages without a repeat", async () => {
      for (let i = 0; i < 3; i++) await ask(`zebra ${i}`);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { body } = await search("zebra", bench.me.token, { limit: "2", ...(cursor ? { cursor } : {}) });
        seen.push(
          ...body.data.results.map(
            (h: { message: { id: string } | null; chat: { id: string } }) => h.message?.id ?? h.chat.id,
          ),
        );
        cursor = body.data.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(6);
    });

    it.each([[{}], [{ q: "" }], [{ q: " " }], [{ q: "x".repeat(201) }]])("with %j is 400", async (query) => {
      const answer = await call(searchRoute, "GET /api/search", {
        token: bench.me.token,
        query: query as Record<string, string>,
      });
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, "q"]);
    });
  });

  describe("export", () => {
    const get = (chatId: string, query: Record<string, string> = {}, token = bench.me.token) =>
      call(exportRoute, "GET /x", { token, params: { chatId }, query });

    it("gives the active branch as Markdown, with an odd title as its name", async () => {
      const { chatId } = await ask("# Hello\n\n```js\n1\n```");
      await ask("Second", { chatId });
      await patchChat(bench, chatId, { title: 'A/B: "Grüße" 日本' });
      const { status, headers, body } = await get(chatId);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("text/markdown; charset=utf-8");
      expect(headers.get("content-disposition")).toContain(encodeURIComponent("Grüße"));
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[\x20-\x7e]+\.md"/);
      expect(body).toMatch(/^# A\/B: "Grüße" 日本\n\n## You\n/);
      expect(body).toContain("# Hello\n\n```js\n1\n```");
      expect(body).toMatch(/## Assistant \(scripted-echo\)\n\n\*.*\*\n\nYou said: Second\n$/);
    });

    it("gives it as JSON with everything a message has, however long the chat", async () => {
      const { chatId } = await ask("0");
      const { body } = await get(chatId, { format: "json" });
      expect(body).toMatchObject({ chat: { id: chatId }, messages: await messages(bench, chatId) });
      expect((await get(chatId, { format: "pdf" })).body.errors[0].path).toBe("format");
      expect((await get(chatId, {}, (await signUp()).token)).status).toBe(404);
    });
  });

  describe("a share link", () => {
    const share = (chatId: string, body: object = {}) => call(shareRoute, "POST /x", mine(chatId, { body }));
    const open = (token: string, query: Record<string, string> = {}) =>
      call(sharedRoute, "GET /x", { params: { token }, query });

    it("shows the branch as it stood, to anyone, and nothing that identifies", async () => {
      const { chatId } = await ask("Shared question");
      const { status, body } = await share(chatId);
      expect(status).toBe(201);
      expect(body.data).toMatchObject({
        path: `/shared/${body.data.token}`,
        share: { id: expect.any(String) },
      });
      await ask("Secret follow-up", { chatId });
      await ask("Secret branch", { chatId, parentId: null });
      const shared = await open(body.data.token);
      expect(shared.status).toBe(200);
      expect(shared.body.data.chat.messages.map((m: { text: string }) => m.text)).toEqual([
        "Shared question",
        "You said: Shared question",
      ]);
      const text = JSON.stringify(shared.body);
      for (const secret of ["Secret", bench.projectId, bench.me.id, bench.me.email, "configId", "usage"]) {
        expect(text).not.toContain(secret);
      }
      expect((await open(body.data.token, { limit: "1" })).body.data.chat.nextCursor).toEqual(
        expect.any(String),
      );
    });

    it("is listed without its secret, and stops working when it is revoked", async () => {
      const { chatId } = await ask("x");
      const { token, share: made } = (await share(chatId)).body.data;
      const list = await call(shareRoute, "GET /x", mine(chatId));
      expect(list.body.data.shares).toEqual([made]);
      expect(JSON.stringify(list.body)).not.toContain(token);
      const revoke = (id: string, by = bench.me.token) =>
        call(shareItemRoute, "DELETE /x", { token: by, params: { chatId, shareId: id } });
      expect((await revoke(made.id, (await signUp()).token)).status).toBe(404);
      expect((await open(token)).status).toBe(200);
      expect((await revoke(made.id)).status).toBe(200);
      expect((await open(token)).status).toBe(404);
      expect((await revoke(made.id)).status).toBe(404);
    });

    it("goes with the chat", async () => {
      const { chatId } = await ask("x");
      const { token } = (await share(chatId)).body.data;
      await deleteChat(bench, chatId);
      expect((await open(token)).status).toBe(404);
      expect((await open("guess")).body.message).toBe("Shared chat not found");
    });

    it("of another branch, or of what is not one's own, is made by naming its leaf or not at all", async () => {
      const { chatId, messageId } = await ask("First");
      await ask("Other root", { chatId, parentId: null });
      const { token } = (await share(chatId, { leafId: messageId })).body.data;
      expect((await open(token)).body.data.chat.messages[0].text).toBe("First");
      expect((await share(chatId, { leafId: "0123456789abcdef01234567" })).status).toBe(404);
      const stranger = await call(shareRoute, "POST /x", {
        token: (await signUp()).token,
        params: { chatId },
        body: {},
      });
      expect(stranger.status).toBe(404);
    });

    it("gives out no cursor that leads elsewhere, and no id", async () => {
      const { chatId, messageId } = await ask("First");
      await ask("Second", { chatId });
      const later = (await ask("Later", { chatId })).messageId;
      const { token } = (await share(chatId, { leafId: messageId })).body.data;
      const first = await open(token, { limit: "1" });
      const { nextCursor } = first.body.data.chat;
      expect((await open(token, { limit: "1", cursor: nextCursor })).body.data.chat.messages[0].text).toBe(
        "First",
      );
      const forge = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");
      const other = (await share(chatId, { leafId: messageId })).body.data.token;
      const flipped = `${nextCursor.slice(0, -2)}${nextCursor.endsWith("AA") ? "BB" : "AA"}`;
      for (const [at, cursor] of [
        [token, forge([later])],
        [token, forge([4, later])],
        [token, flipped],
        [token, ""],
        [other, nextCursor],
      ]) {
        expect((await open(at, { cursor })).status).toBe(400);
      }
      for (const id of [messageId, later, chatId]) expect(JSON.stringify(first.body)).not.toContain(id);
      const revoked = { token: bench.me.token, params: { chatId, shareId: "" } };
      const { shares } = (await call(shareRoute, "GET /x", mine(chatId))).body.data;
      for (const { id } of shares) {
        await call(shareItemRoute, "DELETE /x", { ...revoked, params: { chatId, shareId: id } });
      }
      expect((await open(token, { cursor: nextCursor })).status).toBe(404);
    });

    it("stays as it was: a rename and what a reply gains later do not show", async () => {
      const { chatId, messageId } = await ask("Count");
      await patchChat(bench, chatId, { title: "Before" });
      const store = await getStore();
      const db = await store.messages.get(scopeOf({ userId: bench.me.id }), chatId, messageId);
      const text = db?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("") ?? "";
      const share = await store.shares.create(scopeOf({ userId: bench.me.id }), {
        chatId,
        leafId: messageId,
        tokenHash: hashLinkToken("half"),
        title: "Before",
        lengths: { [messageId]: 3 },
        max: 10,
      });
      expect(share).not.toBeNull();
      await patchChat(bench, chatId, { title: "Secret title" });
      const { chat } = (await open("half")).body.data;
      expect(chat.title).toBe("Before");
      expect(chat.messages.at(-1).text).toBe(text.slice(0, 3));
    });

    it("is one of so many", async () => {
      const { chatId } = await ask("x");
      const undo = setVariables({ MAX_SHARES_PER_USER: "1" });
      const answer = await share(chatId);
      undo();
      expect([answer.status, answer.body.code]).toEqual([409, "limit_reached"]);
      expect(answer.body.message).toContain("revoke");
    });
  });
});
