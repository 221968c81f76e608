import { describe, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import { apiStore, call } from "../support/api";
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
    expect(sent()).not.toHaveProperty("parallel_tool_calls");
    await complete("[[tool]]", { tools, parallel_tool_calls: false });
    expect(sent()).toMatchObject({ tools, parallel_tool_calls: false });
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
