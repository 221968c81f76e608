import { describe, expect, it } from "vitest";
import { apiStore, signUp } from "../support/api";
import { eventually } from "../support/chat";
import { dialectBench, hello, type Raw, raw } from "../support/dialect";
import { makeKey } from "../support/key-calls";
import { getProject, newProject } from "../support/project-calls";

apiStore();
const bench = dialectBench();
const create = (input: unknown, more: object = {}, options: object = {}): Promise<Raw> =>
  raw(bench, "POST /responses", { body: { model: bench.slug, input, ...more }, ...options });
const tools = ["get_weather", "get_time"].map((name) => ({
  type: "function",
  name,
  parameters: { type: "object", properties: { city: { type: "string" } } },
}));

type Event = { type: string; sequence_number: number; [field: string]: unknown };
const eventsOf = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter(Boolean)
    .map((block) => {
      const [name, payload = ""] = block.split("\n");
      const event = JSON.parse(payload.replace(/^data: /, "")) as Event;
      expect(name).toBe(`event: ${event.type}`);
      return event;
    });
/** Types in order, what repeats once. */
const typesOf = (events: Event[]) =>
  events.map(({ type }) => type.replace("response.", "")).filter((type, at, all) => type !== all[at - 1]);

describe("line 34: Responses, streamed,", () => {
  it("tell a refusal in events of its own", async () => {
    const events = eventsOf((await create("[[refuse]]", { stream: true })).text);
    expect(typesOf(events)).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "content_part.added",
      "refusal.delta",
      "refusal.done",
      "content_part.done",
      "output_item.done",
      "completed",
    ]);
    expect(events.find(({ type }) => type === "response.refusal.done")?.refusal).toBe(
      "I can't help with that.",
    );
    const { response } = events.at(-1) as unknown as { response: { output: unknown } };
    expect(response.output).toMatchObject([
      { type: "message", content: [{ type: "refusal", refusal: "I can't help with that." }] },
    ]);
  });

  it("tell each tool's call as an item, its arguments in pieces", async () => {
    const events = eventsOf((await create("[[tool also=1]]", { stream: true, tools })).text);
    expect(typesOf(events).filter((type) => !/^(created|in_progress|completed)$/.test(type))).toEqual([
      "output_item.added",
      "function_call_arguments.delta",
      "output_item.added",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "function_call_arguments.done",
      "output_item.done",
    ]);
    for (const index of [0, 1]) {
      const own = events.filter(({ output_index }) => output_index === index);
      const said = own.filter(({ type }) => type.endsWith("arguments.delta")).map(({ delta }) => delta);
      expect(said.join("")).toBe('{"city":"Oslo"}');
      const [first, last] = [own[0]?.item, own.at(-1)?.item] as Record<string, unknown>[];
      expect(first).toMatchObject({ type: "function_call", status: "in_progress", arguments: "" });
      expect(last).toMatchObject({ id: first?.id, status: "completed", name: tools[index]?.name });
    }
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, at) => at));
  });

  it("end as incomplete or failed where they are", async () => {
    const last = async (input: string, more = {}) =>
      eventsOf((await create(input, { stream: true, ...more })).text).at(-1);
    expect(await last("[[length]]", { max_output_tokens: 3 })).toMatchObject({
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    });
    expect(await last("[[error-after]]")).toMatchObject({
      type: "response.failed",
      response: { status: "failed", error: { message: "Failed to generate AI response" } },
    });
  });

  it("are cancelled while they run: the provider's request ends, and what is left is a cancelled response", async () => {
    const asked = await fetch(`${bench.url}/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${bench.secret}`, "content-type": "application/json" },
      body: JSON.stringify({ model: bench.slug, input: "[[slow tokens=400]] cancel me", stream: true }),
    });
    const reader = asked.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? "";
    const id = /"id":"(resp_\w+)"/.exec(text)?.[1];
    const request = await bench.provider.waitFor(
      (r) => r.tokensSent > 2 && JSON.stringify(r.body).includes("cancel me"),
    );
    const other = await makeKey(bench.me.token, { projectId: bench.projectId });
    const foreign = await raw({ url: bench.url, secret: other.secret }, `POST /responses/${id}/cancel`);
    expect([foreign.status, request.abortedAt]).toEqual([404, null]);
    const cancelled = await raw(bench, `POST /responses/${id}/cancel`);
    expect([cancelled.status, cancelled.body]).toMatchObject([
      200,
      { id, object: "response", status: "cancelled", output: [], model: bench.slug },
    ]);
    await eventually(() => request.abortedAt);
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) text += next.value;
    expect(eventsOf(text).at(-1)).toMatchObject({
      type: "response.failed",
      response: { id, status: "failed" },
    });
    expect((await raw(bench, `GET /responses/${id}`)).body.status).toBe("cancelled");
    expect((await raw(bench, `POST /responses/${id}/cancel`)).body.error.param).toBe("background");
  });
});

describe("line 34: Responses, kept,", () => {
  it("are nobody's but the key's that made them: as answers, contexts, conversations", async () => {
    const first = await create("A secret");
    const conversation = await raw(bench, "POST /conversations", { body: {} });
    const stranger = await signUp();
    const theirs = await newProject(stranger.token, { name: "Theirs" });
    const { secret } = await makeKey(stranger.token, { projectId: theirs });
    const { project } = (await getProject(stranger.token, theirs)).body.data;
    const sibling = await makeKey(bench.me.token, { projectId: bench.projectId });
    const before = bench.provider.chats().length;
    for (const [key, model] of [
      [secret, project.slug],
      [sibling.secret, bench.slug],
    ] as const) {
      const as = (line: string, body?: object) => raw({ url: bench.url, secret: key }, line, { body });
      const { id } = first.body;
      for (const line of [
        `GET /responses/${id}`,
        `DELETE /responses/${id}`,
        `GET /responses/${id}/input_items`,
      ])
        expect([line, (await as(line)).status]).toEqual([line, 404]);
      expect((await as(`POST /responses/${id}/cancel`)).status).toBe(404);
      const on = await as("POST /responses", { model, input: "And?", previous_response_id: id });
      expect([on.status, on.body.error.param]).toEqual([400, "previous_response_id"]);
      for (const conversationId of [conversation.body.id, `conv_${first.body.id.slice("resp_".length)}`]) {
        const asked = await as("POST /responses", { model, input: "And?", conversation: conversationId });
        expect(asked.status).toBe(404);
        expect((await as(`GET /conversations/${conversationId}/items`)).status).toBe(404);
        expect((await as(`DELETE /conversations/${conversationId}`)).status).toBe(404);
      }
    }
    expect(bench.provider.chats().length).toBe(before);
    expect((await raw(bench, `GET /responses/${first.body.id}`)).status).toBe(200);
  });

  it("are not where `store` is false", async () => {
    const { body } = await create("Forget", { store: false });
    expect([body.status, body.store]).toEqual(["completed", false]);
    expect((await raw(bench, `GET /responses/${body.id}`)).status).toBe(404);
    const on = await create("And?", { previous_response_id: body.id });
    expect([on.status, on.body.error.param, on.body.error.code]).toEqual([
      400,
      "previous_response_id",
      "previous_response_not_found",
    ]);
  });

  it("are one answer for one Idempotency-Key, whole and streamed; another body is a mismatch", async () => {
    const options = { headers: { "idempotency-key": "once" } };
    const before = bench.provider.chats().length;
    const [one, two] = await Promise.all([
      create("[[tool]] Once", { tools }, options),
      create("[[tool]] Once", { tools }, options),
    ]);
    expect([one.status, one.text]).toEqual([200, two.text]);
    expect(bench.provider.chats().length).toBe(before + 1);
    const other = await create("Twice", {}, options);
    expect([other.status, other.headers.get("x-should-retry")]).toEqual([409, "false"]);
    const elsewhere = { ...options, body: hello(bench.slug, "Once") };
    expect((await raw(bench, "POST /chat/completions", elsewhere)).body.object).toBe("chat.completion");

    const streaming = { headers: { "idempotency-key": "streamed" } };
    const first = eventsOf((await create("Say it", { stream: true }, streaming)).text);
    const again = eventsOf((await create("Say it", { stream: true }, streaming)).text);
    expect(bench.provider.chats().length).toBe(before + 3);
    expect(typesOf(again)).toEqual(typesOf(first));
    expect(again.at(-1)?.response).toEqual(first.at(-1)?.response);
    const failing = { headers: { "idempotency-key": "failing" } };
    expect((await create("[[error-before]]", {}, failing)).status).toBe(502);
    expect((await create("[[error-before]]", {}, failing)).status).toBe(502);
  });
});
