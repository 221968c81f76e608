/** The clients that people have, as they come out of the registry, against `/api/v1`. */

import { Agent, OpenAIProvider, Runner, tool } from "@openai/agents";
import { NotFoundError } from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiStore } from "../support/api";
import { dialectBench } from "../support/dialect";
import { openAIClient, weather } from "../support/openai-client";

apiStore();
const bench = dialectBench({ EMBEDDING_MODEL: "text-embedding-3-small" });
const client = () => openAIClient(bench);

describe("line 34: Responses", () => {
  it("answers, goes on, is retrieved and deleted", async () => {
    const { responses } = client();
    const first = await responses.create({ model: bench.slug, input: "Hello", instructions: "Be brief." });
    expect([first.status, first.output_text]).toEqual(["completed", "You said: Hello"]);
    const second = await responses.create({
      model: bench.slug,
      input: [{ role: "user", content: "And?" }],
      previous_response_id: first.id,
    });
    expect(bench.provider.chats().at(-1)?.body?.messages).toEqual([
      { role: "user", content: "Hello" },
      { role: "assistant", content: "You said: Hello" },
      { role: "user", content: "And?" },
    ]);
    expect(await responses.retrieve(second.id)).toMatchObject({
      id: second.id,
      output_text: "You said: And?",
    });
    const items = await responses.inputItems.list(second.id);
    expect(items.data).toMatchObject([{ type: "message", role: "user" }]);
    await responses.delete(second.id);
    await expect(responses.retrieve(second.id)).rejects.toThrow(NotFoundError);
    await expect(responses.cancel(first.id)).rejects.toThrow("background");
    const away = await responses.create({ model: bench.slug, input: "Forget", store: false });
    await expect(responses.retrieve(away.id)).rejects.toThrow(NotFoundError);
    await expect(
      responses.create({ model: bench.slug, input: "x", previous_response_id: away.id }),
    ).rejects.toMatchObject({ status: 400, param: "previous_response_id" });
    await expect(
      responses.create({ model: bench.slug, input: "x", tools: [{ type: "web_search" }] }),
    ).rejects.toMatchObject({ status: 400, param: "tools.[0].type" });
    await expect(responses.create({ model: bench.slug, input: "x", background: true })).rejects.toMatchObject(
      {
        status: 400,
        param: "background",
      },
    );
  });

  it("streams its events in order", async () => {
    const types: string[] = [];
    const numbers: number[] = [];
    const stream = client().responses.stream({ model: bench.slug, input: "One two" });
    for await (const event of stream) {
      types.push(event.type);
      numbers.push(event.sequence_number);
    }
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect((await stream.finalResponse()).output_text).toBe("You said: One two");
  });

  it("keeps a conversation", async () => {
    const of = client();
    const conversation = await of.conversations.create({ metadata: { topic: "x" } });
    await of.responses.create({ model: bench.slug, input: "One", conversation: conversation.id });
    await of.responses.create({ model: bench.slug, input: "Two", conversation: { id: conversation.id } });
    expect(
      bench.provider
        .chats()
        .at(-1)
        ?.body?.messages?.map(({ content }) => content),
    ).toEqual(["One", "You said: One", "Two"]);
    const items = await of.conversations.items.list(conversation.id, { order: "asc" });
    expect(items.data).toHaveLength(4);
  });

  it("reads structured output", async () => {
    const response = await client().responses.create({
      model: bench.slug,
      input: '[[say]]{"city":"Oslo"}',
      text: { format: { type: "json_schema", name: "place", schema: weather, strict: true } },
    });
    expect(JSON.parse(response.output_text)).toEqual({ city: "Oslo" });
    expect(bench.provider.chats().at(-1)?.body?.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "place", schema: weather, strict: true },
    });
  });
});

describe("the Agents SDK", () => {
  const runnerOf = () =>
    new Runner({
      modelProvider: new OpenAIProvider({ apiKey: bench.secret, baseURL: bench.url, useResponses: true }),
      tracingDisabled: true,
    });
  const agentOf = (seen: string[]) =>
    new Agent({
      name: "Helper",
      instructions: "Help.",
      model: bench.slug,
      tools: [
        tool({
          name: "get_weather",
          description: "Weather",
          parameters: z.object({ city: z.string() }),
          execute: async ({ city }) => {
            seen.push(city);
            return "Rain";
          },
        }),
      ],
    });

  it("runs an agent with a tool, whole and streamed", async () => {
    const seen: string[] = [];
    const result = await runnerOf().run(agentOf(seen), "[[tool]] Weather?");
    expect([seen, result.finalOutput]).toEqual([["Oslo"], "You said: Rain"]);
    const streamed = await runnerOf().run(agentOf(seen), "[[tool]] Weather?", { stream: true });
    for await (const _event of streamed);
    await streamed.completed;
    expect([seen, streamed.finalOutput]).toEqual([["Oslo", "Oslo"], "You said: Rain"]);
  });

  it("goes on from a previous response", async () => {
    const first = await runnerOf().run(agentOf([]), "Hello");
    const more = first.lastResponseId ? { previousResponseId: first.lastResponseId } : {};
    const second = await runnerOf().run(agentOf([]), "And?", more);
    expect(second.finalOutput).toBe("You said: And?");
    expect(JSON.stringify(bench.provider.chats().at(-1)?.body?.messages)).toContain("You said: Hello");
  });
});
