import { describe, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import { apiStore, call } from "../support/api";
import { eventually } from "../support/chat";
import { dialectBench, hello, payloads, raw } from "../support/dialect";
import { makeKey } from "../support/key-calls";
import { addPrompt, data } from "../support/project-calls";

apiStore();
const bench = dialectBench();
const complete = (content: string, more: object = {}, options: object = {}) =>
  raw(bench, "POST /chat/completions", { body: hello(bench.slug, content, more), ...options });
const sent = () => bench.provider.chats().at(-1)?.body;
const stream = async (content: string, more: object = {}) =>
  payloads((await complete(content, { stream: true, ...more })).text);
const tools = ["get_weather", "get_time"].map((name) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } } } },
}));
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

const textIn = (body: unknown, content: string) => JSON.stringify(body).includes(content);

describe("parameters (lines 24 to 33)", () => {
  it("lines 24 and 25: what is sent is applied, in the provider's spelling; the rest is the project's", async () => {
    const given = {
      temperature: 0.1,
      top_p: 0.5,
      stop: ["END"],
      seed: 7,
      presence_penalty: 0.5,
      frequency_penalty: -0.5,
      logit_bias: { "50256": -100 },
      response_format: { type: "json_object" },
      reasoning_effort: "low",
    };
    await complete("Hi", { ...given, max_tokens: 10, max_completion_tokens: 20 });
    expect(sent()).toMatchObject({ ...given, max_tokens: 20 });
    expect(sent()).not.toHaveProperty("max_completion_tokens");
    await complete("Hi");
    expect(sent()).toMatchObject({ temperature: 0.7, max_tokens: 1_000 });
    for (const name of Object.keys(given).slice(1)) expect(sent()).not.toHaveProperty(name);
    const { body } = await complete("[[logprobs]]", { logprobs: true });
    expect(body.choices[0].logprobs.content.map(({ token }: { token: string }) => token)).toEqual([
      "Hi",
      " there",
    ]);
  });

  it("line 26: up to four choices, with indexed chunks", async () => {
    const { body } = await complete("Hi", { n: 3 });
    expect(body.choices.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
    const chunks = (await stream("Hi", { n: 2 })).slice(0, -1);
    for (const index of [0, 1]) {
      const own = chunks.filter(({ choices }) => choices[0].index === index);
      expect(own[0].choices[0].delta.role).toBe("assistant");
      expect(own.map(({ choices }) => choices[0].delta.content ?? "").join("")).toBe("You said: Hi");
      expect(own.at(-1).choices[0].finish_reason).toBe("stop");
    }
    const many = await complete("Hi", { n: 5 });
    expect([many.status, many.body.error.param]).toEqual([400, "n"]);
  });

  it("line 27: what is about the caller's users is accepted, and `user` separates limits", async () => {
    const about = {
      user: "u1",
      safety_identifier: "s",
      metadata: { a: "b" },
      service_tier: "auto",
      prompt_cache_key: "k",
    };
    expect((await complete("Hi", about)).status).toBe(200);
    const { secret } = await makeKey(bench.me.token, { limits: { requestsPerMinute: 1 } });
    const ask = async (user: string) =>
      (
        await raw({ url: bench.url, secret }, "POST /chat/completions", {
          body: hello(bench.slug, "Hi", { user }),
        })
      ).status;
    expect([await ask("a"), await ask("b"), await ask("a")]).toEqual([200, 200, 429]);
  });

  it("line 28: what is known and not to be had is named, what is unknown ignored", async () => {
    for (const name of ["audio", "prediction", "web_search_options"]) {
      const { status, body } = await complete("Hi", { [name]: {} });
      expect([status, body.error.param, body.error.code]).toEqual([400, name, "unsupported_value"]);
    }
    expect((await complete("Hi", { made_up: true })).status).toBe(200);
  });

  it("line 29: the project's prompts come first; variables fill them", async () => {
    data(await addPrompt(bench.me.token, bench.projectId, { content: "Speak {{language=English}}." }));
    const body = {
      model: bench.slug,
      messages: [
        { role: "developer", content: "Be brief." },
        { role: "system", content: [{ type: "text", text: "Be kind." }] },
        { role: "user", content: "Hi", name: "ada" },
        { role: "assistant", content: "Hello." },
        { role: "user", content: "And?" },
      ],
      variables: { language: "Dutch" },
    };
    await raw(bench, "POST /chat/completions", { body });
    expect(sent()?.messages).toEqual([
      { role: "system", content: "Speak Dutch.\n\nBe brief.\n\nBe kind." },
      { role: "user", content: "Hi", name: "ada" },
      { role: "assistant", content: "Hello." },
      { role: "user", content: "And?" },
    ]);
  });

  it("line 30: pictures as data URLs; addresses, sound and files are refused", async () => {
    const url = "data:image/png;base64,iVBORw0KGgo=";
    const ask = (part: object) =>
      raw(bench, "POST /chat/completions", {
        body: {
          model: bench.slug,
          messages: [{ role: "user", content: [{ type: "text", text: "See" }, part] }],
        },
      });
    expect((await ask({ type: "image_url", image_url: { url } })).status).toBe(200);
    expect(sent()?.messages?.at(-1)?.content).toEqual([
      { type: "text", text: "See" },
      { type: "image_url", image_url: { url } },
    ]);
    const refused = await ask({ type: "image_url", image_url: { url: "https://a.example/x.png" } });
    expect([refused.status, refused.body.error.param]).toEqual([
      400,
      "messages.[0].content.[1].image_url.url",
    ]);
    for (const type of ["input_audio", "file"]) {
      const { status, body } = await ask({ type });
      expect([status, body.error.param]).toEqual([400, "messages.[0].content.[1].type"]);
    }
  });

  it("line 31: the caller's tools pass through, there and back", async () => {
    const { body } = await complete("[[tool also=1]]", { tools, tool_choice: "auto" });
    const call1 = {
      id: "call_1",
      type: "function",
      function: { name: "get_weather", arguments: '{"city":"Oslo"}' },
    };
    const call2 = { ...call1, id: "call_2", function: { ...call1.function, name: "get_time" } };
    expect(body.choices[0]).toMatchObject({
      message: { content: null, tool_calls: [call1, call2] },
      finish_reason: "tool_calls",
    });
    expect(body.usage).toMatchObject({
      prompt_tokens: 10,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
    });
    expect(sent()).toMatchObject({ tools, tool_choice: "auto" });
    const chunks = (await stream("[[tool]]", { tools })).slice(0, -1);
    const calls = chunks.flatMap(({ choices: [{ delta }] }) => delta.tool_calls ?? []);
    expect(calls[0]).toEqual({ ...call1, index: 0, function: { name: "get_weather", arguments: "" } });
    expect(calls.slice(1).every((piece) => piece.index === 0 && !piece.id)).toBe(true);
    expect(calls.map((piece) => piece.function.arguments).join("")).toBe('{"city":"Oslo"}');
    expect(chunks.at(-1).choices[0].finish_reason).toBe("tool_calls");
    const back = await raw(bench, "POST /chat/completions", {
      body: {
        model: bench.slug,
        tools,
        messages: [
          { role: "user", content: "Weather?" },
          { role: "assistant", content: null, tool_calls: [call1] },
          { role: "tool", tool_call_id: "call_1", content: "Rain" },
        ],
      },
    });
    expect(back.status).toBe(200);
    expect(sent()?.messages?.slice(-2)).toEqual([
      { role: "assistant", content: null, tool_calls: [call1] },
      { role: "tool", tool_call_id: "call_1", content: "Rain" },
    ]);
  });

  it("line 32: nothing is kept, but what is to be stored as a chat of the key's", async () => {
    const { secret, key } = await makeKey(bench.me.token, { projectId: bench.projectId });
    const own = { url: bench.url, secret };
    const listed = async () => {
      const { getStore } = await import("@/lib/store");
      const { principalOfKey, scopeOf } = await import("@/lib/auth");
      const scope = scopeOf(principalOfKey({ ...key, ownerId: bench.me.id }));
      return (await (await getStore()).chats.list(scope, bench.projectId, { limit: 50 })).items;
    };
    const before = (await listed()).length;
    await raw(own, "POST /chat/completions", { body: hello(bench.slug, "Forget me") });
    expect((await listed()).length).toBe(before);
    await raw(own, "POST /chat/completions", { body: hello(bench.slug, "Keep me", { store: true }) });
    const [chat] = await listed();
    expect(chat?.title).toBe("Keep me");
    const answer = await call(chatRoute, `POST /api/chat/${bench.projectId}`, {
      token: secret,
      params: { projectId: bench.projectId },
      body: { message: "More", chatId: chat?.id, stream: false },
    });
    expect(answer.status).toBe(200);
    expect(sent()?.messages?.map(({ content }) => content)).toContain("You said: Keep me");
  });
});
