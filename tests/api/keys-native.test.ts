import { symbols } from "pino";
import { describe, expect, it, vi } from "vitest";
import * as nowhere from "@/app/api/[[...path]]/route";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { apiStore, call } from "../support/api";
import { eventually, SseReader } from "../support/chat";
import { dialectBench, hello, payloads, raw } from "../support/dialect";
import { listKeys, makeKey, patchKey, revokeKey } from "../support/key-calls";
import { data } from "../support/project-calls";

apiStore();
const bench = dialectBench();
const send = (token: string, message: string, more: object = {}) =>
  call(chatRoute, `POST /api/chat/${bench.projectId}`, {
    token,
    params: { projectId: bench.projectId },
    body: { message, stream: false, ...more },
  });

describe("a key on the API of our own", () => {
  it("chats, is used and counted; account and keys refuse it", async () => {
    const { key, secret } = await makeKey(bench.me.token, { budget: { tokensPerDay: 50_000 } });
    expect((await send(secret, "Hello")).status).toBe(200);
    const listed = data(await listKeys(bench.me.token)).keys.find(({ id }: { id: string }) => id === key.id);
    expect(listed.lastUsedAt).not.toBeNull();
    for (const answer of [
      await call(profileRoute, "GET /api/users/profile", { token: secret }),
      await listKeys(secret),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, "missing_scope"]);
    }
    await patchKey(bench.me.token, key.id, { scopes: ["search"] });
    expect((await send(secret, "Hello")).body.code).toBe("missing_scope");
  });

  it("is refused when its budget is spent, or over its limit", async () => {
    const poor = await makeKey(bench.me.token, { budget: { tokensPerDay: 1 } });
    expect((await send(poor.secret, "One")).status).toBe(200);
    await eventually(async () => (await send(poor.secret, "Two")).body.code === "budget_exceeded");
    const busy = await makeKey(bench.me.token, { limits: { requestsPerMinute: 1 } });
    expect((await send(busy.secret, "One")).status).toBe(200);
    const over = await send(busy.secret, "Two");
    expect([over.status, over.body.code]).toEqual([429, "rate_limited"]);
  });

  it("ends its open streams when it is revoked, in both dialects", async () => {
    const { key, secret } = await makeKey(bench.me.token);
    const own = await send(secret, "[[slow tokens=300]] native", { stream: true });
    const read = new SseReader(own.response).all();
    const other = raw({ url: bench.url, secret }, "POST /chat/completions", {
      body: hello(bench.slug, "[[slow tokens=300]] dialect", { stream: true }),
    });
    const begun = (text: string) =>
      bench.provider.waitFor((r) => r.tokensSent > 2 && JSON.stringify(r.body).includes(text));
    const requests = await Promise.all([begun("native"), begun("dialect")]);
    await revokeKey(bench.me.token, key.id);
    const { events } = await read;
    expect(events.slice(-2).map(({ data }) => data)).toEqual([
      JSON.stringify({ type: "error", errorText: "This credential works no more" }),
      "[DONE]",
    ]);
    expect(payloads((await other).text).at(-1)).toMatchObject({ error: { code: "invalid_api_key" } });
    for (const request of requests) await eventually(() => request.abortedAt);
    expect((await send(secret, "More")).status).toBe(401);
  });
});

describe("a page that uses a key", () => {
  const preflight = (origin: string) =>
    call(chatRoute, `OPTIONS /api/chat/${bench.projectId}`, {
      params: { projectId: bench.projectId },
      headers: {
        origin,
        "access-control-request-headers": "authorization, content-type, mcp-protocol-version, x-evil",
      },
    });
  const from = (origin: string, token: string) =>
    call(chatRoute, `POST /api/chat/${bench.projectId}`, {
      token,
      params: { projectId: bench.projectId },
      headers: { origin },
      body: { message: "Hello", stream: false },
    });

  it("reads answers on an origin that the key names, and is refused on any other", async () => {
    const page = "https://page.example";
    expect((await preflight(page)).headers.get("access-control-allow-origin")).toBeNull();
    const { secret } = await makeKey(bench.me.token, { origins: [page] });
    const asked = (await preflight(page)).headers;
    expect(asked.get("access-control-allow-origin")).toBe(page);
    expect(asked.get("access-control-allow-credentials")).toBeNull();
    expect(asked.get("access-control-allow-headers")).toBe(
      "authorization, content-type, mcp-protocol-version",
    );
    const answered = await from(page, secret);
    expect([answered.status, answered.headers.get("access-control-allow-origin")]).toEqual([200, page]);
    expect(answered.headers.get("access-control-expose-headers")).toContain("X-Request-Id");
    const elsewhere = await from("https://elsewhere.example", secret);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, "forbidden_origin"]);
    expect(elsewhere.headers.get("access-control-allow-origin")).toBeNull();
    const other = await makeKey(bench.me.token);
    expect((await from(page, other.secret)).body.code).toBe("forbidden_origin");
    // Account routes are no key's: no page of a key's is told anything.
    const profile = await call(profileRoute, "OPTIONS /api/users/profile", { headers: { origin: page } });
    expect(profile.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("a secret in the log", () => {
  it("is never there, wherever it was put", async () => {
    const { secret } = await makeKey(bench.me.token, { projectId: bench.projectId });
    const lines: string[] = [];
    const { log } = await import("@/lib/log");
    const level = log().level;
    log().level = "trace";
    // It writes to the file descriptor itself, so this is where its lines can be had.
    const stream = (log() as unknown as Record<symbol, { write(line: string): void }>)[symbols.streamSym];
    if (!stream) throw new Error("the log has no stream");
    const written = vi.spyOn(stream, "write").mockImplementation((line) => void lines.push(line));
    try {
      const own = { url: bench.url, secret };
      await raw(own, `GET /models?key=${secret}`);
      await raw(own, `GET /${secret}/models`);
      await raw(own, `GET /models/${secret}`);
      await raw(own, "POST /chat/completions", { body: hello(bench.slug, "[[error-before]]") });
      await raw({ url: bench.url, secret: `${secret}x` }, "GET /models");
      await send(secret, "[[error-before]]");
      const encoded = secret.replace("_", "%5F");
      await raw(own, `GET /${encoded}`);
      for (const part of [secret, encoded]) {
        await call(projectRoute, `GET /api/projects/${part}`, {
          token: secret,
          params: { projectId: secret },
        });
        await call(nowhere, `GET /api/${part}/x`, { token: secret, params: { path: [secret, "x"] } });
      }
    } finally {
      written.mockRestore();
      log().level = level;
    }
    expect(lines.join("").match(/"path":"[^"]*cbp_\w{8}\*\*\*/g)).toHaveLength(7);
    expect(lines.join("")).not.toContain(secret);
    expect(lines.join("")).not.toContain(secret.slice(12, 30));
  });
});
