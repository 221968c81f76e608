/**
 * A scripted OpenAI-compatible HTTP server: chat completions (streamed and whole), models, files, embeddings.
 * Scenarios are documented in `openai-scenarios.ts`. Every request is logged with its body and, once it happens, the
 * time at which its connection was closed and by whom.
 *
 * In a test: `const provider = await startOpenAIServer()` then `OPENAI_BASE_URL=provider.url`.
 * By hand: `node tests/support/openai-server.ts --port 3140`; the log is at `GET /__log`, `POST /__reset` empties it.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chat } from "./openai-chat.ts";
import { scenarioNames } from "./openai-scenarios.ts";
import { type ChatBody, json, type LoggedRequest, parse, readBody, wait } from "./openai-wire.ts";

export type { LoggedRequest } from "./openai-wire.ts";

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
if (process.argv[1]?.endsWith("openai-server.ts")) {
  const at = process.argv.indexOf("--port");
  const server = await startOpenAIServer({ port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  console.log(`Scripted OpenAI-compatible server: ${server.url}`);
}
