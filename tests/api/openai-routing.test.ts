import { describe, expect, it } from "vitest";
import { apiStore, setVariables } from "../support/api";
import { dialectBench, hello, raw } from "../support/dialect";
import { makeKey, patchKey, revokeKey } from "../support/key-calls";
import { newProject, updateProject } from "../support/project-calls";

apiStore();
const bench = dialectBench();
const complete = (content: string, more: object = {}, options: object = {}) =>
  raw(bench, "POST /chat/completions", { body: hello(bench.slug, content, more), ...options });
const error = (body: { error?: unknown } | null) => body?.error;

describe("routing, errors, retries (lines 1 to 13)", () => {
  it("line 1: a doubled /v1 is a 404 that names the base; unknown paths and methods are told apart", async () => {
    const doubled = await raw(bench, "POST /v1/chat/completions", { body: {} });
    expect(doubled.status).toBe(404);
    expect(doubled.body.error.message).toContain("The base URL is /api/v1");
    const unknown = await raw(bench, "POST /x", { body: {} });
    expect([unknown.status, unknown.body]).toEqual([
      404,
      {
        error: {
          message: "Invalid URL (POST /api/v1/x)",
          type: "invalid_request_error",
          param: null,
          code: null,
        },
      },
    ]);
    const wrong = await raw(bench, "GET /chat/completions");
    expect([wrong.status, wrong.body.error.code, wrong.headers.get("allow")]).toEqual([
      405,
      "method_not_supported",
      "POST, OPTIONS",
    ]);
  });

  it("line 2: vendor headers are ignored; CORS is for origins that a key names", async () => {
    const headers = { "OpenAI-Organization": "org-x", "OpenAI-Project": "p", "X-Stainless-Lang": "js" };
    expect((await complete("Hi", {}, { headers })).status).toBe(200);
    const preflight = (origin: string) =>
      raw(bench, "OPTIONS /chat/completions", {
        secret: null,
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers":
            "authorization,content-type,openai-organization,x-stainless-os,x-evil",
        },
      });
    expect((await preflight("https://a.example")).headers.get("access-control-allow-origin")).toBeNull();
    await patchKey(bench.me.token, bench.key.id, { origins: ["https://a.example"] });
    const allowed = await preflight("https://a.example");
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://a.example",
    ]);
    expect(allowed.headers.get("access-control-allow-headers")).toBe(
      "authorization, content-type, openai-organization, x-stainless-os",
    );
    const origin = (value: string) => complete("Hi", {}, { headers: { origin: value } });
    const named = await origin("https://a.example");
    expect(named.headers.get("access-control-allow-origin")).toBe("https://a.example");
    expect(named.headers.get("access-control-allow-credentials")).toBeNull();
    const other = await origin("https://b.example");
    expect([other.status, other.body.error.code]).toEqual([403, "forbidden_origin"]);
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("line 3: the body alone decides about streaming", async () => {
    const whole = await complete("Hi", {}, { headers: { accept: "text/event-stream" } });
    expect(whole.headers.get("content-type")).toBe("application/json");
    const streamed = await complete("Hi", { stream: true }, { headers: { accept: "application/json" } });
    expect(streamed.headers.get("content-type")).toMatch(/^text\/event-stream/);
  });

  it("line 4: models are the projects that the key reaches, by a slug that stays or by id", async () => {
    const list = await raw(bench, "GET /models");
    const model = { id: bench.slug, object: "model", created: expect.any(Number), owned_by: "user" };
    expect([list.status, list.body]).toEqual([200, { object: "list", data: [model] }]);
    expect((await raw(bench, `GET /models/${bench.slug}`)).body).toEqual(model);
    expect((await raw(bench, `GET /models/${bench.projectId}`)).body).toEqual(model);
    await updateProject(bench.me.token, bench.projectId, { name: "Another name" });
    expect((await raw(bench, `GET /models/${bench.slug}`)).body).toEqual(model);
    const other = await newProject(bench.me.token, { name: "Other" });
    expect((await raw(bench, `GET /models/${other}`)).status).toBe(404);
    const everywhere = await makeKey(bench.me.token);
    const all = await raw({ url: bench.url, secret: everywhere.secret }, "GET /models");
    expect(all.body.data.map(({ id }: { id: string }) => id).sort()).toEqual(["other", bench.slug].sort());
    expect((await complete("Hi", { model: bench.projectId })).status).toBe(200);
  });

  it("line 5: every answer has an id; JSON says that it is JSON", async () => {
    for (const answer of [await raw(bench, "GET /models"), await raw(bench, "GET /nowhere")]) {
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get("content-type")).toBe("application/json");
    }
  });

  it("line 6: limits stand in headers, with resets such as 120ms or 6m0s", async () => {
    const limits = { requestsPerMinute: 50, tokensPerMinute: 90_000 };
    const { secret } = await makeKey(bench.me.token, { limits });
    const { headers } = await raw({ url: bench.url, secret }, "POST /chat/completions", {
      body: hello(bench.slug),
    });
    const of = (name: string) => headers.get(`x-ratelimit-${name}`);
    expect([of("limit-requests"), of("remaining-requests"), of("limit-tokens")]).toEqual([
      "50",
      "49",
      "90000",
    ]);
    expect(Number(of("remaining-tokens"))).toBeLessThan(90_000);
    const reset = /^(\d+ms|[\d.]+s|\d+m\d+s)$/;
    expect(of("reset-requests")).toMatch(reset);
    expect(of("reset-tokens")).toMatch(reset);
  });

  it("line 7: every error has all four keys, whatever its status, and no word of the provider's", async () => {
    const large = "x".repeat(11 * 1024 * 1024);
    const answers = [
      [404, await raw(bench, "GET /x")],
      [405, await raw(bench, "PUT /models", { body: {} })],
      [413, await complete(large)],
      [400, await raw(bench, "POST /chat/completions", { body: "{" })],
      [401, await raw(bench, "GET /models", { secret: null })],
      [
        415,
        await raw(bench, "POST /chat/completions", { body: "x", headers: { "content-type": "text/plain" } }),
      ],
      [502, await complete("[[error-before]]")],
    ] as const;
    for (const [status, answer] of answers) {
      expect([status, answer.status]).toEqual([status, status]);
      expect(Object.keys(answer.body)).toEqual(["error"]);
      expect(Object.keys(answer.body.error)).toEqual(["message", "type", "param", "code"]);
      expect(answer.text).not.toMatch(/Scripted failure|sk-secret/);
    }
  });

  it("line 8: no key, a wrong one and one without the scope", async () => {
    const none = await raw(bench, "GET /models", { secret: null });
    expect([none.status, error(none.body)]).toMatchObject([
      401,
      { type: "invalid_request_error", code: null, param: null },
    ]);
    const { key, secret } = await makeKey(bench.me.token, { projectId: bench.projectId });
    await revokeKey(bench.me.token, key.id);
    for (const wrong of [secret, "sk-proj-somebodyelse", `${bench.secret}x`]) {
      const answer = await raw(bench, "GET /models", { secret: wrong });
      expect([answer.status, answer.body.error.code]).toEqual([401, "invalid_api_key"]);
      expect(answer.text).not.toContain(wrong);
      expect(answer.body.error.message).toContain(wrong.slice(-4));
    }
    expect((await raw(bench, "GET /models", { secret })).body.error.message).toContain(key.prefix);
    const searching = await makeKey(bench.me.token, { scopes: ["search"] });
    const refused = await raw({ url: bench.url, secret: searching.secret }, "POST /chat/completions", {
      body: hello(bench.slug),
    });
    expect([refused.status, refused.body.error.code]).toEqual([403, "missing_scope"]);
    const person = await raw(bench, "GET /models", { secret: bench.me.token });
    expect(person.status).toBe(401);
    const inUrl = await raw(bench, `GET /models?api_key=${bench.secret}`, { secret: null });
    expect([inUrl.status, inUrl.text.includes(bench.secret)]).toEqual([401, false]);
  });

  it("line 9: model, JSON and fields are named", async () => {
    const post = (body: unknown) => raw(bench, "POST /chat/completions", { body });
    const at = async (body: unknown) => {
      const { status, body: answer } = await post(body);
      return [status, answer.error.param, answer.error.code];
    };
    const messages = [{ role: "user", content: "x" }];
    expect(await at({ model: "nobody's", messages })).toEqual([404, null, "model_not_found"]);
    expect(await at('{"model":')).toEqual([400, null, null]);
    expect(await at({ model: bench.slug })).toEqual([400, "messages", "missing_required_parameter"]);
    expect(await at({ messages })).toEqual([400, "model", "missing_required_parameter"]);
    expect(await at({ model: bench.slug, messages: [{ role: "robot", content: "x" }] })).toEqual([
      400,
      "messages.[0].role",
      "unsupported_value",
    ]);
    expect(await at({ model: bench.slug, messages: [{ role: "user" }] })).toEqual([
      400,
      "messages.[0].content",
      "missing_required_parameter",
    ]);
    expect(await at({ model: bench.slug, messages, temperature: 3 })).toEqual([
      400,
      "temperature",
      "unsupported_value",
    ]);
    const long = [{ role: "user", content: "word ".repeat(140_000) }];
    expect(await at({ model: bench.slug, messages: long })).toEqual([
      400,
      "messages",
      "context_length_exceeded",
    ]);
  });

  it("line 10: a limit and a spent budget are told apart", async () => {
    const limited = await makeKey(bench.me.token, { limits: { requestsPerMinute: 1 } });
    const ask = (secret: string) =>
      raw({ url: bench.url, secret }, "POST /chat/completions", { body: hello(bench.slug) });
    expect((await ask(limited.secret)).status).toBe(200);
    const over = await ask(limited.secret);
    expect([over.status, over.body.error.type, over.body.error.code]).toEqual([
      429,
      "requests",
      "rate_limit_exceeded",
    ]);
    expect(over.body.error.message).toMatch(/Limit 1, Used 1.*try again in (1m0s|[\d.]+s)/);
    const perToken = await makeKey(bench.me.token, { limits: { tokensPerMinute: 1_200 } });
    expect((await ask(perToken.secret)).status).toBe(200);
    const beyond = await raw({ url: bench.url, secret: perToken.secret }, "POST /chat/completions", {
      body: hello(bench.slug, "Hi", { max_tokens: 1_201 }),
    });
    expect([beyond.status, beyond.body.error.type, beyond.body.error.code]).toEqual([
      429,
      "tokens",
      "rate_limit_exceeded",
    ]);
    expect(beyond.body.error.message).toMatch(/Limit 1200, /);
    const poor = await makeKey(bench.me.token, { budget: { tokensPerDay: 1 } });
    expect((await ask(poor.secret)).status).toBe(200);
    const spent = await ask(poor.secret);
    expect([spent.status, spent.body.error.type, spent.body.error.code]).toEqual([
      429,
      "insufficient_quota",
      "insufficient_quota",
    ]);
    expect(spent.headers.get("x-should-retry")).toBe("false");
  });

  it("line 11: what fails on this side is a server_error", async () => {
    const { status, body } = await complete("[[error-before status=503]]");
    expect([status, body.error.type]).toEqual([502, "server_error"]);
    const undo = setVariables({ PROVIDER_FIRST_BYTE_MS: "80" });
    const late = await complete("[[stall-first]]");
    undo();
    expect([late.status, late.body.error.type]).toEqual([504, "server_error"]);
  });

  it("line 12: retries are told when, and when not at all", async () => {
    const failed = await complete("[[error-before]]");
    expect([failed.headers.get("retry-after"), failed.headers.get("retry-after-ms")]).toEqual(["1", "1000"]);
    const { secret } = await makeKey(bench.me.token, { limits: { requestsPerMinute: 1 } });
    const ask = () => raw({ url: bench.url, secret }, "GET /models");
    await ask();
    const over = await ask();
    expect(Number(over.headers.get("retry-after-ms"))).toBeGreaterThan(1_000);
    expect(Number(over.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(over.headers.get("x-should-retry")).toBeNull();
  });
});
