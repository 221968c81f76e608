/** The clients that people have, as they come out of the registry, against `/api/v1`. */

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { ChatOpenAI } from "@langchain/openai";
import { tool as aiTool, generateText, jsonSchema, streamText } from "ai";
import type OpenAI from "openai";
import { APIUserAbortError, AuthenticationError, NotFoundError, RateLimitError } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiStore } from "../support/api";
import { eventually } from "../support/chat";
import { dialectBench } from "../support/dialect";
import { makeKey } from "../support/key-calls";
import { openAIClient, weather } from "../support/openai-client";

apiStore();
const bench = dialectBench({ EMBEDDING_MODEL: "text-embedding-3-small" });
const client = (secret = bench.secret, more = {}) => openAIClient(bench, secret, more);
const user = (content: string) => [{ role: "user" as const, content }];

describe("openai for Node", () => {
  it("completes, whole and streamed", async () => {
    const whole = await client().chat.completions.create({ model: bench.slug, messages: user("Hello") });
    expect(whole.choices[0]?.message.content).toBe("You said: Hello");
    const stream = client().chat.completions.stream({
      model: bench.slug,
      messages: user("Hello you"),
      stream_options: { include_usage: true },
    });
    let text = "";
    stream.on("content", (delta) => {
      text += delta;
    });
    const final = await stream.finalChatCompletion();
    expect([text, final.choices[0]?.message.content]).toEqual(["You said: Hello you", "You said: Hello you"]);
    expect(final.usage?.total_tokens).toBe(6);
  });

  it("runs tools", async () => {
    const calls: string[] = [];
    const runner = client().chat.completions.runTools({
      model: bench.slug,
      messages: user("[[tool]] Weather?"),
      stream: true,
      tools: [
        {
          type: "function",
          function: {
            name: "get_weather",
            description: "Weather",
            parameters: weather,
            parse: JSON.parse,
            function: ({ city }: { city: string }) => {
              calls.push(city);
              return "Rain";
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toBe("You said: Rain");
    expect(calls).toEqual(["Oslo"]);
  });

  it("reads structured output", async () => {
    const answer = await client().chat.completions.parse({
      model: bench.slug,
      messages: user('[[say]]{"city":"Oslo"}'),
      response_format: zodResponseFormat(z.object({ city: z.string() }), "place"),
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ city: "Oslo" });
    expect(bench.provider.chats().at(-1)?.body?.response_format).toMatchObject({ type: "json_schema" });
  });

  it("knows our errors, retries what may be retried and nothing else", async () => {
    const ask = (of: OpenAI, content = "x", model = bench.slug) =>
      of.chat.completions.create({ model, messages: user(content) });
    await expect(ask(client("cbp_wrong"))).rejects.toThrow(AuthenticationError);
    await expect(ask(client(), "x", "nobody's")).rejects.toThrow(NotFoundError);
    await expect(
      client()
        .chat.completions.create({ model: bench.slug, messages: user("[[error-after]]"), stream: true })
        .then(async (stream) => {
          for await (const _chunk of stream);
        }),
    ).rejects.toThrow("Failed to generate AI response");
    const retrying = client(bench.secret, { maxRetries: 2 });
    const flaky = await ask(retrying, "[[flaky times=2]] again");
    expect(flaky.choices[0]?.message.content).toBe("again");
    const { secret } = await makeKey(bench.me.token, { budget: { tokensPerDay: 1 } });
    await ask(client(secret));
    const begun = Date.now();
    await expect(ask(client(secret, { maxRetries: 5 }))).rejects.toThrow(RateLimitError);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  it("aborts", async () => {
    const gone = new AbortController();
    const stream = await client().chat.completions.create(
      { model: bench.slug, messages: user("[[slow tokens=500]] abort me"), stream: true },
      { signal: gone.signal },
    );
    const request = await bench.provider.waitFor((r) => JSON.stringify(r.body).includes("abort me"));
    gone.abort();
    await (async () => {
      for await (const _chunk of stream);
    })().catch((error) => expect(error).toBeInstanceOf(APIUserAbortError));
    await eventually(() => request.abortedAt);
  });
});

describe("AI SDK, openai-compatible", () => {
  const model = () =>
    createOpenAICompatible({ name: "us", baseURL: bench.url, apiKey: bench.secret, includeUsage: true })(
      bench.slug,
    );

  it("generates and streams, with usage", async () => {
    const { text, usage } = await generateText({ model: model(), prompt: "Hello" });
    expect([text, usage.outputTokens]).toEqual(["You said: Hello", 3]);
    const result = streamText({ model: model(), prompt: "Hello there" });
    expect(await result.text).toBe("You said: Hello there");
    expect((await result.usage).totalTokens).toBe(6);
    expect(await result.finishReason).toBe("stop");
  });

  it("calls tools, streamed", async () => {
    const result = streamText({
      model: model(),
      prompt: "[[tool]] Weather?",
      tools: { get_weather: aiTool({ inputSchema: jsonSchema<{ city: string }>(weather) }) },
    });
    const [called] = await result.toolCalls;
    expect([called?.toolName, called?.input]).toEqual(["get_weather", { city: "Oslo" }]);
    expect(await result.finishReason).toBe("tool-calls");
  });
});

describe("LangChain", () => {
  const model = (more = {}) =>
    new ChatOpenAI({
      model: bench.slug,
      apiKey: bench.secret,
      maxRetries: 0,
      configuration: { baseURL: bench.url },
      ...more,
    });

  it("invokes and streams, with usage", async () => {
    expect((await model().invoke("Hello")).content).toBe("You said: Hello");
    let text = "";
    let tokens = 0;
    for await (const chunk of await model({ streamUsage: true }).stream("Hello there")) {
      text += chunk.content;
      tokens += chunk.usage_metadata?.total_tokens ?? 0;
    }
    expect([text, tokens]).toEqual(["You said: Hello there", 6]);
  });

  it("binds tools and reads structured output", async () => {
    const bound = model().bindTools([
      { type: "function", function: { name: "get_weather", description: "Weather", parameters: weather } },
    ]);
    const called = await bound.invoke("[[tool]] Weather?");
    expect(called.tool_calls).toMatchObject([{ name: "get_weather", args: { city: "Oslo" } }]);
    const schema = z.object({ city: z.string() });
    const structured = model().withStructuredOutput(schema, { method: "jsonSchema", name: "place" });
    expect(await structured.invoke('[[say]]{"city":"Oslo"}')).toEqual({ city: "Oslo" });
  });
});

// Last: what is in the files goes into every question that comes after.
describe("openai for Node, what is not chat", () => {
  it("line 33: cites the files that it keeps, in one delta; lists models, makes embeddings", async () => {
    const ids = [];
    for await (const model of client().models.list()) ids.push(model.id);
    expect(ids).toEqual([bench.slug]);
    const { data } = await client().embeddings.create({ model: bench.slug, input: ["one", "two"] });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([64, 64]);
    const { secret } = await makeKey(bench.me.token, {
      projectId: bench.projectId,
      scopes: ["files:read", "files:write"],
    });
    const { files } = client(secret);
    const file = await files.create({
      file: new File(["The launch code is 4711."], "codes.txt", { type: "text/plain" }),
      purpose: "assistants",
    });
    expect(file).toMatchObject({ object: "file", bytes: 24, filename: "codes.txt", purpose: "assistants" });
    expect((await files.waitForProcessing(file.id, { pollInterval: 30 })).status).toBe("processed");
    expect(await (await files.content(file.id)).text()).toBe("The launch code is 4711.");
    const listed = [];
    for await (const one of files.list()) listed.push(one.id);
    expect(listed).toEqual([file.id]);
    const cited = await client().chat.completions.create({
      model: bench.slug,
      messages: user("[[say]]The launch code is 4711 [1]."),
    });
    const { content = "", annotations: [annotation] = [] } = cited.choices[0]?.message ?? {};
    const { start_index = 0, end_index = 0, ...link } = annotation?.url_citation ?? {};
    expect(content?.slice(start_index, end_index)).toBe("[1]");
    expect(link).toEqual({
      title: "codes.txt, line 1",
      url: expect.stringContaining(`/projects/${bench.projectId}/files/${file.id}`),
    });
    expect(cited.choices[0]?.message).toMatchObject({ sources: [{ number: 1, file_id: file.id }] });
    const streamed = await client()
      .chat.completions.stream({ model: bench.slug, messages: user("[[say]]The launch code is 4711 [1].") })
      .finalChatCompletion();
    const [again] = streamed.choices[0]?.message.annotations ?? [];
    const at = again?.url_citation;
    expect(streamed.choices[0]?.message.content?.slice(at?.start_index, at?.end_index)).toBe("[1]");
    expect(await files.delete(file.id)).toEqual({ id: file.id, object: "file", deleted: true });
    await expect(files.retrieve(file.id)).rejects.toThrow(NotFoundError);
  });
});
