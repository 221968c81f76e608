import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import type { Message } from "@/lib/schemas";
import { ensureBuild } from "../../scripts/support/build.mjs";
import { type ProductServer, startProduct } from "../e2e/support/server";
import { SseReader, textOf } from "../support/chat";
import { eventually } from "../support/eventually";
import { numberedText } from "../support/numbered";
import { type OpenAIServer, startOpenAIServer } from "../support/openai-server";

// Two production servers, started and killed, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 900_000 });

/** How far a viewer on another instance is behind the provider, in the middle: measured 160 ms on a machine under load. */
const BEHIND = 500;
/** From Stop at one instance to the end of the request that the other makes, the middle of three: measured 130 ms. */
const STOPPED = 1_000;
const server = process.env.MONGODB_TEST_URI;

test("an address with a fresh database names it and keeps the rest", () => {
  expect(databaseAt("mongodb://host:1/?a=b", "fresh")).toBe("mongodb://host:1/fresh?a=b");
});

describe.runIf(server)("two instances on one database, as on a serverless platform", () => {
  let provider: OpenAIServer;
  let here: ProductServer;
  let there: ProductServer;
  let token: string;
  let projectId: string;
  const start = (uri: string) =>
    startProduct({
      VERCEL: "1",
      MONGODB_URI: uri,
      JWT_SECRET: "one secret for all instances, long enough",
      NEXTAUTH_SECRET: "another secret for all instances",
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: "sk-scripted",
    });
  let uri = "";

  beforeAll(async () => {
    provider = await startOpenAIServer();
    uri = databaseAt(server ?? "", `two_${newId()}`);
    await ensureBuild();
    here = await start(uri);
    there = await start(uri);
    const person = { email: "ada@example.test", password: "correct horse", name: "Ada" };
    token = (await post(here, "/api/auth/register", person)).data.token;
    const body = { name: "Shared", settings: { model: "scripted-echo" } };
    projectId = (await post(here, "/api/projects", body)).data.project.id;
  });
  afterAll(async () => {
    await Promise.all([here?.close(), there?.close()]);
    await provider?.close();
  });

  const headers = () => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
  async function post(to: ProductServer, path: string, body: object = {}, more: object = {}): Promise<any> {
    const init = { method: "POST", headers: { ...headers(), ...more }, body: JSON.stringify(body) };
    const response = await fetch(`${to.url}${path}`, init);
    return { status: response.status, ...((await response.json()) as object) };
  }
  const get = (from: ProductServer, path: string) => fetch(`${from.url}${path}`, { headers: headers() });
  const send = async (to: ProductServer, message: string, more: object = {}) => {
    const init = {
      method: "POST",
      headers: headers(),
      body: JSON.stringify({ message, stream: true, ...more }),
    };
    return new SseReader(await fetch(`${to.url}/api/chat/${projectId}`, init));
  };
  const messagesAt = async (from: ProductServer, chatId: string): Promise<Message[]> => {
    const response = await get(from, `/api/chats/${chatId}/messages`);
    return ((await response.json()) as { data: { messages: Message[] } }).data.messages;
  };
  const started = (reader: SseReader) => reader.until((r) => r.chunk("start") !== undefined);
  const words = (count: number) => (reader: SseReader) => reader.text.split(" ").length > count;

  test("what is sent through one is read through the other", async () => {
    const sent = await post(here, `/api/chat/${projectId}`, { message: "Hello there" });
    expect(sent).toMatchObject({ status: 200, data: { message: "You said: Hello there" } });
    const [question, answer] = await messagesAt(there, sent.data.chatId);
    expect([textOf(question), textOf(answer)]).toEqual(["Hello there", "You said: Hello there"]);
    const back = await post(there, `/api/chat/${projectId}`, {
      message: "And back",
      chatId: sent.data.chatId,
    });
    expect(back.status).toBe(200);
    expect((await messagesAt(here, sent.data.chatId)).map(textOf)).toEqual([
      "Hello there",
      "You said: Hello there",
      "And back",
      "You said: And back",
    ]);
  });

  test("a running reply is followed from the other, whole and hardly behind", async () => {
    const own = await started(await send(here, "[[clock ms=50 tokens=60]]"));
    const [whole, other] = await Promise.all([
      own.all(),
      new SseReader(await get(there, `/api/chats/${own.chatId}/stream`)).all(),
    ]);
    expect(other.text).toBe(whole.text);
    expect(other.chunk("finish")).toBeDefined();
    // Every word is the time at which the provider wrote it.
    const lags = other.events.flatMap(({ data, at }) => {
      const chunk = data === "[DONE]" ? null : (JSON.parse(data) as { type: string; delta?: string });
      const last = chunk?.type === "text-delta" ? chunk.delta?.trim().split(" ").at(-1) : undefined;
      return last ? [at - Number(last)] : [];
    });
    const median = lags.toSorted((a, b) => a - b)[Math.floor(lags.length / 2)] ?? Number.POSITIVE_INFINITY;
    expect(lags.length).toBeGreaterThan(5);
    expect(median).toBeLessThan(BEHIND);
  });

  test("a second send through the other meets the lock", async () => {
    const own = await started(await send(here, "[[slow ms=50 tokens=40]]"));
    const second = await post(there, `/api/chat/${projectId}`, { message: "Now", chatId: own.chatId });
    expect(second).toMatchObject({ status: 409, code: "run_active" });
    expect((await own.all()).text).toBe(numberedText(40));
  });

  test("the same send, ten times through both, is one", async () => {
    const key = { "Idempotency-Key": newId() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        post(i % 2 ? here : there, `/api/chat/${projectId}`, { message: "[[slow ms=10 tokens=20]]" }, key),
      ),
    );
    expect(new Set(answers.map(({ status, data }) => `${status} ${data?.messageId}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200, data: { message: numberedText(20) } });
    expect(await messagesAt(here, answers[0].data.chatId)).toHaveLength(2);
  });

  test("Stop through the other ends the provider's request, and all text is kept", async () => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      provider.reset();
      const own = await (await send(here, "[[slow ms=50 tokens=400]]")).until(words(5));
      const asked = Date.now();
      expect((await post(there, `/api/chats/${own.chatId}/stop`)).status).toBe(200);
      const request = await eventually(
        () => provider.chats().find(({ abortedAt }) => abortedAt !== null),
        20_000,
      );
      times.push((request.abortedAt ?? Number.POSITIVE_INFINITY) - asked);
      const seen = await own.all();
      const [, reply] = await messagesAt(there, own.chatId);
      expect(reply).toMatchObject({ status: "stopped" });
      expect(textOf(reply)).toBe(seen.text);
      expect(numberedText(400).startsWith(seen.text)).toBe(true);
    }
    expect(times.toSorted((x, y) => x - y)[1]).toBeLessThan(STOPPED);
  });

  test("one is killed in the middle of a reply: the other keeps its text, ends it and goes on", async () => {
    const own = await (await send(here, "[[slow ms=50 tokens=400]]")).until(words(20));
    const { chatId, text } = own;
    // What had arrived a quarter of a second before the kill is safe.
    await new Promise((resolve) => setTimeout(resolve, 250));
    await here.stop("SIGKILL");
    const viewer = new SseReader(await get(there, `/api/chats/${chatId}/stream`)).all();
    const reply = await eventually(async () => {
      const [, message] = await messagesAt(there, chatId);
      return message?.status === "interrupted" && message;
    }, 60_000);
    expect(textOf(reply).startsWith(text)).toBe(true);
    expect(numberedText(400).startsWith(textOf(reply))).toBe(true);
    expect((await viewer).text).toBe(textOf(reply));
    const next = await post(there, `/api/chat/${projectId}`, { message: "Still there?", chatId });
    expect(next).toMatchObject({ status: 200, data: { message: "You said: Still there?" } });

    here = await start(uri);
    expect((await messagesAt(here, chatId)).map(({ status }) => status)).toEqual([
      "complete",
      "interrupted",
      "complete",
      "complete",
    ]);
  });
});

function databaseAt(address: string, name: string): string {
  const uri = new URL(address);
  uri.pathname = `/${name}`;
  return uri.href;
}
