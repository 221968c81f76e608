/**
 * A scripted OpenAI-compatible HTTP server: chat completions (streamed and whole), models, files, embeddings.
 * Scenarios are documented in `openai-scenarios.ts`. Every request is logged with its body and, once it happens, the
 * time at which its connection was closed and by whom.
 *
 * In a test: `const provider = await startOpenAIServer()` then `OPENAI_BASE_URL=provider.url`.
 * By hand: `node tests/support/openai-server.ts --port 3140`; the log is at `GET /__log`, `POST /__reset` empties it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  finishReasonOf,
  type Scenario,
  scenarioNames,
  scenarioOf,
  thoughtsOf,
  tokensOf,
  words,
} from "./openai-scenarios.ts";
import { answerSpecially, refusalOf, SPECIAL } from "./openai-special.ts";

export type LoggedRequest = {
  id: number;
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or null. */
  body: ChatBody | null;
  /** Epoch ms. */
  at: number;
  scenario: string | null;
  /** Epoch ms when the last byte was written by us. */
  finishedAt: number | null;
  /** Epoch ms when the client closed the connection before we had finished. */
  abortedAt: number | null;
  tokensSent: number;
};
type ChatBody = {
  model?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages?: { role: string; content: string | { type: string; text?: string }[] }[];
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  input?: string | string[];
  dimensions?: number;
  [key: string]: unknown;
};
export type OpenAIServer = {
  /** Base URL with `/v1`, for `OPENAI_BASE_URL`. */
  url: string;
  port: number;
  requests: LoggedRequest[];
  /** Chat completion requests, without those for titles. */
  chats(): LoggedRequest[];
  /** Resolves with the first logged request, past or future, that satisfies `match`; rejects after `ms`. */
  waitFor(match: (request: LoggedRequest) => boolean, ms?: number): Promise<LoggedRequest>;
  reset(): void;
  close(): Promise<void>;
};

const MODELS = [
  "gpt-4o-mini",
  "gpt-3.5-turbo",
  "text-embedding-3-small",
  ...scenarioNames.map((n) => `scripted-${n}`),
];

export type OpenAIServerOptions = {
  port?: number;
  /** What to say to a message, perhaps after a directive; undefined leaves it to the scenario that the message names. */
  answer?: (message: string) => string | undefined;
};

export async function startOpenAIServer(options: OpenAIServerOptions = {}): Promise<OpenAIServer> {
  const requests: LoggedRequest[] = [];
  const attempts = new Map<string, number>();
  const files = new Map<string, { id: string; filename: string; bytes: number; purpose: string }>();
  let nextId = 1;

  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? "/", "http://localhost");
    if (url.pathname === "/__log") return json(res, 200, requests);
    if (url.pathname === "/__reset") {
      requests.length = 0;
      return json(res, 200, {});
    }
    const entry: LoggedRequest = {
      id: nextId++,
      method: req.method ?? "GET",
      path: url.pathname,
      headers: req.headers,
      body: null,
      at: Date.now(),
      scenario: null,
      finishedAt: null,
      abortedAt: null,
      tokensSent: 0,
    };
    const raw = await readBody(req);
    if (String(req.headers["content-type"]).includes("json")) entry.body = parse(raw.toString("utf8"));
    requests.push(entry);
    res.on("close", () => {
      if (!res.writableFinished) entry.abortedAt = Date.now();
      else entry.finishedAt = Date.now();
    });
    const route = `${entry.method} ${url.pathname.replace(/^\/v1/, "")}`;
    if (route === "POST /chat/completions") return chat(entry, res, attempts, options.answer);
    if (route === "GET /models")
      return json(res, 200, {
        object: "list",
        data: MODELS.map((id) => ({ id, object: "model", owned_by: "scripted" })),
      });
    if (route === "POST /embeddings" && entry.body?.model === "broken-embeddings")
      return json(res, 500, { error: { message: "Scripted failure", type: "server_error" } });
    if (route === "POST /embeddings") return json(res, 200, embeddings(entry.body ?? {}));
    if (route === "POST /files") {
      const form = raw.toString("latin1");
      const file = {
        id: `file-${entry.id}`,
        object: "file",
        filename: Buffer.from(/filename="([^"]*)"/.exec(form)?.[1] ?? "", "latin1").toString("utf8"),
        purpose: /name="purpose"\r\n\r\n([^\r]*)/.exec(form)?.[1] ?? "",
        bytes: raw.length,
        status: "processed",
      };
      files.set(file.id, file);
      return json(res, 200, file);
    }
    if (route === "GET /files") return json(res, 200, { object: "list", data: [...files.values()] });
    const fileId = /^DELETE \/files\/(.+)$/.exec(route)?.[1];
    if (fileId) return json(res, 200, { id: fileId, object: "file", deleted: files.delete(fileId) });
    return json(res, 404, { error: { message: `No route ${route}`, type: "invalid_request_error" } });
  });

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    chats: () => requests.filter((r) => r.path.endsWith("/chat/completions") && r.scenario !== "title"),
    async waitFor(match, ms = 10_000) {
      const deadline = Date.now() + ms;
      for (;;) {
        const found = requests.find(match);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no such request in ${ms} ms; log: ${summary(requests)}`);
        await wait(5);
      }
    },
    reset() {
      requests.length = 0;
      attempts.clear();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function chat(
  entry: LoggedRequest,
  res: ServerResponse,
  attempts: Map<string, number>,
  answer: OpenAIServerOptions["answer"],
): Promise<void> {
  const body = entry.body ?? {};
  const last = textOf(body.messages?.at(-1)?.content);
  const system = textOf(body.messages?.[0]?.content);
  const isTitle = body.stream !== true && /\btitle\b/i.test(system);
  const given = answer?.(last);
  const scenario = scenarioOf(given === undefined ? String(body.model ?? "") : "scripted-say", given ?? last);
  entry.scenario = isTitle ? "title" : scenario.name;
  if (isTitle) return json(res, 200, completion(entry, "A scripted title", "stop", countTokens(body), 3));

  const refused = refusalOf(body as Parameters<typeof refusalOf>[0]);
  if (refused) return json(res, 400, { error: { message: refused, type: "invalid_request_error" } });
  if (SPECIAL.includes(scenario.name)) {
    return answerSpecially(body as Parameters<typeof answerSpecially>[0], res, scenario, last);
  }
  const attempt = (attempts.get(last) ?? 0) + 1;
  attempts.set(last, attempt);
  const fail = (status: number, headers: Record<string, string> = {}) =>
    json(
      res,
      status,
      { error: { message: `Scripted failure, key sk-secret`, type: "server_error", code: null } },
      headers,
    );
  switch (scenario.name) {
    case "error-before":
      return fail(scenario.status);
    case "rate-limit":
      if (attempt <= scenario.times) return fail(429, { "Retry-After": String(scenario.retry) });
      break;
    case "flaky":
      if (attempt <= scenario.times) return fail(scenario.status);
      break;
    case "stall-first":
      return;
  }
  const limit = body.max_tokens ?? body.max_completion_tokens ?? 100_000;
  const tokens = given === undefined ? tokensOf(scenario, limit) : words(scenario.message);
  const promptTokens = countTokens(body);
  if (body.stream) return stream(entry, res, scenario, tokens, promptTokens);
  await wait(scenario.first + scenario.ms * tokens.length);
  return json(
    res,
    200,
    completion(entry, tokens.join(""), finishReasonOf(scenario), promptTokens, tokens.length),
  );
}

async function stream(
  entry: LoggedRequest,
  res: ServerResponse,
  scenario: Scenario,
  tokens: string[],
  promptTokens: number,
): Promise<void> {
  res.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache" });
  res.flushHeaders();
  if (scenario.name === "stall-headers") return;
  const eol = scenario.name === "split" ? "\r\n" : "\n";
  const head = `data: {"id":"chatcmpl-${entry.id}","object":"chat.completion.chunk","created":${Math.floor(entry.at / 1000)},"model":${JSON.stringify(entry.body?.model ?? "")},`;
  const frame = (delta: string, reason: string | null = null) =>
    `${head}"choices":[{"index":0,"delta":${delta},"finish_reason":${reason ? `"${reason}"` : "null"}}]}${eol}${eol}`;
  const stopAt = ["error-after", "cut", "cut-clean", "stall-mid", "garbage"].includes(scenario.name)
    ? scenario.at
    : tokens.length;

  const begun = Date.now() + scenario.first;
  await wait(scenario.first);
  await write(res, frame('{"role":"assistant","content":""}'), scenario);
  for (const thought of thoughtsOf(scenario)) {
    await write(res, frame(`{"${scenario.field}":${JSON.stringify(thought)}}`), scenario);
    await wait(scenario.ms);
  }
  for (let i = 0; i < stopAt && !res.destroyed; i += scenario.batch) {
    // Against a clock that does not drift: the pace holds when a timer comes late.
    if (scenario.ms > 0) await wait(begun + i * scenario.ms - Date.now());
    let chunk = "";
    for (let j = i; j < Math.min(i + scenario.batch, stopAt); j++) {
      const token = scenario.name === "clock" ? `${Date.now()} ` : tokens[j];
      chunk += frame(`{"content":${JSON.stringify(token)}}`);
      entry.tokensSent++;
    }
    await write(res, chunk, scenario);
  }
  if (res.destroyed) return;
  if (scenario.name === "stall-mid") return;
  if (scenario.name === "cut") {
    // What was written must be on its way, or the reader sees a refused connection.
    await wait(30);
    return void res.destroy();
  }
  if (scenario.name === "cut-clean") return void res.end();
  if (scenario.name === "garbage") return void res.end("data: {not json\n\n");
  if (scenario.name === "error-after")
    return void res.end(
      `data: {"error":{"message":"Scripted failure, key sk-secret","type":"server_error"}}${eol}${eol}`,
    );
  await write(res, frame("{}", finishReasonOf(scenario)), scenario);
  if (scenario.name !== "no-usage" && entry.body?.stream_options?.include_usage) {
    const usage = JSON.stringify(usageOf(promptTokens, stopAt));
    await write(res, `${head}"choices":[],"usage":${usage}}${eol}${eol}`, scenario);
  }
  res.end(`data: [DONE]${eol}${eol}`);
}

/** Writes with back-pressure; `split` cuts the bytes into threes and strews comments between events. */
async function write(res: ServerResponse, text: string, scenario: Scenario): Promise<void> {
  if (res.destroyed) return;
  if (scenario.name !== "split") {
    if (res.write(text)) return;
    return new Promise((resolve) => {
      const go = () => {
        res.off("drain", go).off("close", go);
        resolve();
      };
      res.on("drain", go).on("close", go);
    });
  }
  const bytes = Buffer.from(`: keep-alive\r\n${text}`);
  for (let i = 0; i < bytes.length; i += 3) {
    res.write(bytes.subarray(i, i + 3));
    await new Promise(setImmediate);
  }
}

const completion = (
  entry: LoggedRequest,
  content: string,
  reason: string,
  prompt: number,
  count: number,
) => ({
  id: `chatcmpl-${entry.id}`,
  object: "chat.completion",
  created: Math.floor(entry.at / 1000),
  model: entry.body?.model ?? "",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: reason }],
  usage: usageOf(prompt, count),
});
const usageOf = (prompt: number, count: number) => ({
  prompt_tokens: prompt,
  completion_tokens: count,
  total_tokens: prompt + count,
});

/** Vectors of hashed words (64 dimensions unless asked otherwise), so that texts that share words are near. */
function embeddings(body: ChatBody) {
  const inputs = Array.isArray(body.input) ? body.input : [body.input ?? ""];
  const size = body.dimensions ?? 64;
  const data = inputs.map((text, index) => {
    const vector = new Array<number>(size).fill(0);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      let hash = 7;
      for (const char of word) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
      vector[hash % size] = (vector[hash % size] ?? 0) + 1;
    }
    const norm = Math.hypot(...vector) || 1;
    return { object: "embedding", index, embedding: vector.map((v) => v / norm) };
  });
  const tokens = inputs.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  return { object: "list", model: body.model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

const summary = (requests: LoggedRequest[]) =>
  requests
    .map((r) => `${r.path} ${r.scenario} sent=${r.tokensSent} aborted=${r.abortedAt !== null}`)
    .join("\n");
const textOf = (content: string | { type: string; text?: string }[] | undefined): string =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("");
const countTokens = (body: ChatBody) =>
  (body.messages ?? []).reduce((sum, m) => sum + textOf(m.content).split(/\s+/).filter(Boolean).length, 0);
const wait = (ms: number) =>
  ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

function json(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { "Content-Type": "application/json", ...headers });
  res.end(JSON.stringify(value));
}
function parse(text: string): ChatBody | null {
  try {
    return JSON.parse(text) as ChatBody;
  } catch {
    return null;
  }
}
async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

if (process.argv[1]?.endsWith("openai-server.ts")) {
  const at = process.argv.indexOf("--port");
  const server = await startOpenAIServer({ port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  console.log(`Scripted OpenAI-compatible server: ${server.url}`);
}
