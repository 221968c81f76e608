import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import * as chatsRoute from "@/app/api/chats/[chatId]/route";
import * as invitationRoute from "@/app/api/invitations/[token]/route";
import * as metricsRoute from "@/app/api/metrics/route";
import { log } from "@/lib/log";
import { dialectRoutes, serveDialect } from "@/lib/openai";
import { flushTraces } from "@/lib/watch/traces";
import { apiStore, call, requestOf, setVariables, signUp } from "../support/api";
import { chatBench, createProject, send } from "../support/chat";

const TOKEN = "a-long-metrics-token";
const SECRET = "Zebra crossing 4711";

apiStore();
chatBench();

let collector: Server;
let received: string[] = [];
let undo: () => void;
beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push(Buffer.concat(chunks).toString("utf8"));
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  undo = setVariables({
    METRICS_TOKEN: TOKEN,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_SERVICE_NAME: "tested",
  });
});
afterAll(async () => {
  undo();
  await new Promise((resolve) => collector.close(resolve));
});
afterEach(() => {
  vi.restoreAllMocks();
  received = [];
});

type Span = { name: string; spanId: string; parentSpanId?: string; traceId: string };
type Export = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
const spansOf = ({ resourceSpans }: Export) =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

const scrape = (token?: string) => call(metricsRoute, "GET /api/metrics", { token });
const figure = (text: string, line: string) =>
  Number(new RegExp(`^${line} (\\S+)$`, "m").exec(text)?.[1] ?? 0);

async function reply() {
  const person = await signUp();
  const projectId = await createProject(person, {});
  const answer = await send({ me: person, projectId }, SECRET);
  return { person, projectId, chatId: answer.body.data.chatId as string };
}

describe("/api/metrics", () => {
  it("is not there without a token of its own, and opens to that alone", async () => {
    const off = setVariables({ METRICS_TOKEN: undefined });
    const none = await scrape(TOKEN);
    expect([none.status, none.body.code]).toEqual([404, "route_not_found"]);
    off();
    const person = await signUp();
    for (const wrong of [undefined, "x", `${TOKEN}x`, person.token]) {
      expect((await scrape(wrong)).status).toBe(401);
    }
    expect((await scrape(TOKEN)).status).toBe(200);
  });

  it("counts requests by route, replies, tokens, times and the event loop's lag", async () => {
    const { person, chatId } = await reply();
    await call(chatsRoute, `GET /api/chats/${chatId}`, { token: person.token, params: { chatId } });
    const { body: text } = await scrape(TOKEN);
    expect(text).toContain('route="/api/chats/:chatId"');
    expect(figure(text, "chatbot_replies_running")).toBe(0);
    expect(text).toMatch(/^chatbot_replies_total\{model="scripted-echo",outcome="complete"\} [1-9]/m);
    expect(text).toMatch(/^chatbot_reply_first_text_seconds_count\{model="scripted-echo"\} [1-9]/m);
    expect(text).toMatch(/^chatbot_reply_duration_seconds_sum\{model="scripted-echo"\} /m);
    expect(text).toMatch(/^chatbot_tokens_total\{model="scripted-echo",direction="output"\} [1-9]/m);
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    for (const hidden of [chatId, person.id, person.email, SECRET]) expect(text).not.toContain(hidden);
  });

  it("counts what is asked in the other dialect, by its routes too", async () => {
    const { GET, POST } = serveDialect(dialectRoutes);
    const at = (path: string) => requestOf("GET", `/api/v1${path}`);
    for (const path of ["/models/of-a-stranger", "/nothing", "/files/abc/content"]) await GET(at(path));
    await POST(requestOf("POST", "/api/v1/chat/completions", { body: {} }));
    const { body: text } = await scrape(TOKEN);
    for (const line of [
      'method="GET",route="/api/v1/models/:id",status="401"',
      'method="GET",route="/api/v1/*",status="404"',
      'method="GET",route="/api/v1/files/:id/content",status="401"',
      'method="POST",route="/api/v1/chat/completions",status="401"',
    ])
      expect(text).toContain(`chatbot_requests_total{${line}} 1`);
    expect(text).not.toContain("of-a-stranger");
  });

  it("has every metric that the dashboard in the docs names", async () => {
    const { body: text } = await scrape(TOKEN);
    const known = new Set([...String(text).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const dashboard = readFileSync("docs/grafana-dashboard.json", "utf8");
    const named = dashboard.match(/\b(?:chatbot|nodejs|process)_[a-z0-9_]+/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name.replace(/_bucket$/, "")))).toEqual([]);
  });
});

it("keeps the secret of a link out of the log", async () => {
  const info = vi.spyOn(log(), "info").mockImplementation(() => {});
  const params = { token: "s3cret-of-a-link" };
  await call(invitationRoute, `GET /api/invitations/${params.token}`, { params });
  expect(JSON.stringify(info.mock.calls)).toContain("/api/invitations/:token");
  expect(JSON.stringify(info.mock.calls)).not.toContain(params.token);
});

describe("a reply", () => {
  it("leaves one line in the log, with ids, tokens and times, and nothing that was said", async () => {
    const info = vi.spyOn(log(), "info").mockImplementation(() => {});
    const { person, projectId, chatId } = await reply();
    await vi.waitFor(() => expect(info.mock.calls.filter(([, name]) => name === "reply")).toHaveLength(1));
    const [line] = info.mock.calls.find(([, name]) => name === "reply") ?? [];
    expect(line).toMatchObject({ chatId, projectId, userId: person.id, model: "scripted-echo" });
    expect(line).toMatchObject({
      status: "complete",
      ms: expect.any(Number),
      promptTokens: expect.any(Number),
    });
    expect(JSON.stringify(info.mock.calls)).not.toContain("Zebra");
  });

  it("is a span under its request's and the caller's, in the words of the conventions, without content", async () => {
    await reply();
    await flushTraces();
    const text = received.join("\n");
    const spans = received.flatMap((body) => spansOf(JSON.parse(body)));
    const call = spans.find(({ name }) => name === "chat scripted-echo");
    const above = spans.find(({ spanId }) => spanId === call?.parentSpanId);
    expect(above).toMatchObject({ name: "POST /api/chat/:projectId", traceId: call?.traceId });
    for (const named of [
      "gen_ai.operation.name",
      "gen_ai.usage.output_tokens",
      "tested",
      "chat scripted-echo",
    ]) {
      expect(text).toContain(named);
    }
    expect(text).toContain("POST /api/chat/:projectId");
    expect(text).not.toContain("Zebra");
  });
});
