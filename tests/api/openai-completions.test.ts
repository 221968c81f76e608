import { describe, expect, it } from "vitest";
import { apiStore } from "../support/api";
import { eventually } from "../support/chat";
import { dialectBench, hello, payloads, raw } from "../support/dialect";
import { makeKey } from "../support/key-calls";

apiStore();
const bench = dialectBench();
const complete = (content: string, more: object = {}, options: object = {}) =>
  raw(bench, "POST /chat/completions", { body: hello(bench.slug, content, more), ...options });
const stream = async (content: string, more: object = {}) =>
  payloads((await complete(content, { stream: true, ...more })).text);
const tools = ["get_weather", "get_time"].map((name) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } } } },
}));
const textIn = (body: unknown, content: string) => JSON.stringify(body).includes(content);
const DETAILS = {
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

describe("a whole answer (lines 13 to 15)", () => {
  it("line 13: one Idempotency-Key is one answer, another body under it a mismatch", async () => {
    const headers = { "idempotency-key": "once" };
    const before = bench.provider.chats().length;
    const [one, two] = await Promise.all([
      complete("Once", {}, { headers }),
      complete("Once", {}, { headers }),
    ]);
    expect(one.text).toBe(two.text);
    expect(bench.provider.chats().length).toBe(before + 1);
    const other = await complete("Twice", {}, { headers });
    expect([other.status, other.headers.get("x-should-retry")]).toEqual([409, "false"]);
    const failing = { headers: { "idempotency-key": "failing" } };
    expect((await complete("[[error-before]]", {}, failing)).status).toBe(502);
    expect((await complete("[[error-before]]", {}, failing)).status).toBe(502);
    // What is refused before anybody is asked holds the key no more than a failure does.
    const refused = { headers: { "idempotency-key": "refused" } };
    const long = "word ".repeat(140_000);
    expect((await complete(long, {}, refused)).status).toBe(400);
    expect((await complete(long, {}, refused)).status).toBe(400);
  });

  it("line 14: has exactly these fields", async () => {
    const { status, body } = await complete("Hello");
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^chatcmpl-/),
      object: "chat.completion",
      created: expect.any(Number),
      model: bench.slug,
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "You said: Hello", refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4, ...DETAILS },
    });
    expect(Math.abs(body.created - Date.now() / 1000)).toBeLessThan(60);
  });

  it("line 15: the finish reason is the truth, and a refusal is one", async () => {
    const reason = async (content: string, more = {}) =>
      (await complete(content, more)).body.choices[0].finish_reason;
    expect(await reason("[[length]]", { max_tokens: 3 })).toBe("length");
    expect(await reason("[[filter]]")).toBe("content_filter");
    expect(await reason("[[tool]]", { tools })).toBe("tool_calls");
    const [refused] = (await complete("[[refuse]]")).body.choices;
    expect(refused.message).toMatchObject({ content: null, refusal: "I can't help with that." });
  });
});

describe("a stream (lines 16 to 23)", () => {
  it("line 16: is nothing but data", async () => {
    const { text } = await complete("One two", { stream: true });
    for (const line of text.split("\n")) expect(line === "" || line.startsWith("data: "), line).toBe(true);
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("lines 17 and 18: role once, text, finish, usage, DONE; one id, time and model", async () => {
    const chunks = await stream("One two", { stream_options: { include_usage: true } });
    const done = chunks.pop();
    const usage = chunks.pop();
    expect(done).toBe("[DONE]");
    expect(usage.usage).toEqual({ prompt_tokens: 2, completion_tokens: 4, total_tokens: 6, ...DETAILS });
    const choices = chunks.map(({ choices: [choice] }) => choice);
    expect(choices[0]).toEqual({
      index: 0,
      delta: { role: "assistant", content: "", refusal: null },
      logprobs: null,
      finish_reason: null,
    });
    expect(choices.filter(({ delta }) => "role" in delta)).toHaveLength(1);
    expect(choices.at(-1)).toEqual({ index: 0, delta: {}, logprobs: null, finish_reason: "stop" });
    const middle = choices.slice(1, -1);
    expect(middle.map(({ delta }) => delta.content).join("")).toBe("You said: One two");
    const heads = [...chunks, usage].map(({ id, object, created, model }) => [id, object, created, model]);
    expect(new Set(heads.map(String)).size).toBe(1);
    expect(heads[0]?.[1]).toBe("chat.completion.chunk");
  });

  it("line 19: usage is null until its own chunk, and absent where nobody asked", async () => {
    const chunks = (await stream("Hi", { stream_options: { include_usage: true } })).slice(0, -1);
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null && chunk.choices.length === 1)).toBe(
      true,
    );
    expect(chunks.at(-1).choices).toEqual([]);
    const without = (await stream("Hi")).slice(0, -1);
    expect(without.every((chunk) => !("usage" in chunk) && chunk.choices.length === 1)).toBe(true);
  });

  it("line 21: what some take for line ends is escaped", async () => {
    const odd = "a\u0085b\u2028c\u2029d";
    const { text } = await complete(`[[say]]${odd}`, { stream: true });
    expect(text).not.toMatch(/[\u0085\u2028\u2029]/);
    const all = payloads(text).slice(0, -1);
    expect(all.map(({ choices }) => choices[0].delta.content ?? "").join("")).toBe(odd);
  });

  it("line 22: a failure before the first byte has a status, one after it is an event and the end", async () => {
    expect((await complete("[[error-before]]", { stream: true })).status).toBe(502);
    for (const content of ["[[error-after]]", "[[cut]]", "[[garbage]]"]) {
      const chunks = await stream(content);
      expect(chunks.at(-1)).toEqual({
        error: { message: "Failed to generate AI response", type: "server_error", param: null, code: null },
      });
      expect(chunks.some((chunk) => chunk.choices?.[0].finish_reason)).toBe(false);
    }
  });

  it("line 23: a client that leaves stops the provider, and what was made is counted", async () => {
    for (const streamed of [true, false]) {
      const { key, secret } = await makeKey(bench.me.token, { budget: { tokensPerDay: 100_000 } });
      const gone = new AbortController();
      const content = `[[slow tokens=400]] ${streamed}`;
      const asked = raw({ url: bench.url, secret }, "POST /chat/completions", {
        body: hello(bench.slug, content, { stream: streamed }),
        signal: gone.signal,
      }).catch(() => null);
      const request = await bench.provider.waitFor((r) => r.tokensSent > 3 && textIn(r.body, content));
      const left = Date.now();
      gone.abort();
      await asked;
      await eventually(() => request.abortedAt);
      expect((request.abortedAt ?? 0) - left).toBeLessThan(1_000);
      const { getStore } = await import("@/lib/store");
      const { scopeOf } = await import("@/lib/auth");
      const spent = async () =>
        (await (await getStore()).keys.spending(scopeOf({ userId: bench.me.id }), key.id, Date.now()))
          ?.tokensToday ?? 0;
      const tokens = await eventually(async () => {
        const now = await spent();
        return now > 0 && now < 900 ? now : null;
      });
      expect(tokens).toBeGreaterThan(5);
    }
  });
});
