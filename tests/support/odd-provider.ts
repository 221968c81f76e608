/**
 * Servers that speak the dialect in their own way: the model names the way. Each is as strict, and as odd, as the real
 * one that it stands for. Every chat request's body is kept.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

type Body = Record<string, unknown> & { model: string };
type Answer = (res: ServerResponse, body: Body) => void;

const chunk = (delta: object, reason: string | null = null) =>
  JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] });
const HI = [chunk({ role: "assistant", content: "" }), chunk({ content: "Hi" }), chunk({ content: " é" })];
const STOP = chunk({}, "stop");
const events = (payloads: string[], eol = "\n") =>
  payloads.map((data) => `data: ${data}${eol}${eol}`).join("");
const stream = (body: string | Buffer, headers: Record<string, string> = {}): Answer => {
  return (res) => res.writeHead(200, { "Content-Type": "text/event-stream", ...headers }).end(body);
};
const said = (...payloads: string[]) => stream(events([...payloads, STOP, "[DONE]"]));
const text = (content: unknown) => chunk({ content });
const whole = (message: object): Answer => {
  const choices = [{ index: 0, message: { role: "assistant", ...message }, finish_reason: "stop" }];
  return (res) => res.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ choices }));
};
const refuse = (status: number, error: object, headers: Record<string, string> = {}): Answer => {
  return (res) =>
    res.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify({ error }));
};
const open = (body: string): Answer => {
  return (res) => void res.writeHead(200, { "Content-Type": "text/event-stream" }).write(body);
};
const unsupported = (param: string, code: string, words: string) =>
  refuse(400, { message: words, type: "invalid_request_error", param, code });

const WAYS: Record<string, Answer> = {
  "parts-stream": said(
    text([{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }]),
    text([{ type: "text", text: "Hi" }]),
    text(" é"),
  ),
  "parts-whole": whole({
    content: [
      { type: "text", text: "Hi" },
      { type: "text", text: " é" },
    ],
  }),
  "think-inline": said(text("<thi"), text("nk>h"), text("m</th"), text("ink>\n\n"), text("Hi é")),
  "think-unclosed": said(text("<think>"), text("hm")),
  "comment-in-data": stream(events([": OPENROUTER PROCESSING", ...HI, STOP, "[DONE]"])),
  "byte-order-mark": stream(`\ufeff${events([...HI, STOP, "[DONE]"])}`),
  gzip: stream(gzipSync(events([...HI, STOP, "[DONE]"])), { "Content-Encoding": "gzip" }),
  "error-reason": stream(events([...HI, chunk({}, "error"), "[DONE]"])),
  "cr-lines": stream(events([...HI, STOP, "[DONE]"], "\r")),
  ndjson: stream([...HI, STOP].join("\n"), { "Content-Type": "application/x-ndjson" }),
  "ndjson-as-json": stream([...HI, STOP].join("\n"), { "Content-Type": "application/json" }),
  "empty-beside-refusal": whole({ content: "", refusal: "I can't." }),
  "empty-beside-reasoning": said(chunk({ content: "", reasoning_content: "", reasoning: "hm" }), ...HI),
  "no-done": open(events([...HI, STOP])),
  "endless-line": stream(`${events(HI)}data: ${"x".repeat(5 * 1024 * 1024)}`),
  // https://platform.openai.com/docs/guides/reasoning: the names and words are those of the real refusals.
  reasoner: (res, body) => {
    if ("max_tokens" in body) {
      const words =
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
      return unsupported("max_tokens", "unsupported_parameter", words)(res, body);
    }
    if ("temperature" in body && body.temperature !== 1) {
      const words = "Unsupported value: 'temperature' does not support 0 with this model.";
      return unsupported("temperature", "unsupported_value", words)(res, body);
    }
    return said(...HI)(res, body);
  },
  "no-stream-options": (res, body) => {
    if (!("stream_options" in body)) return said(...HI)(res, body);
    const detail = [{ type: "extra_forbidden", loc: ["body", "stream_options"], msg: "Extra inputs" }];
    res.writeHead(422, { "Content-Type": "application/json" }).end(JSON.stringify({ detail }));
  },
  "no-tools": unsupported("tools", "unsupported_parameter", "Unsupported parameter: 'tools'"),
  "key-refused": refuse(401, { message: "Incorrect API key provided: sk-secret", code: "invalid_api_key" }),
  "model-unknown": refuse(404, { message: "The model `x` does not exist", code: "model_not_found" }),
  "too-long": refuse(400, { message: "maximum context length is 10", code: "context_length_exceeded" }),
  busy: refuse(429, { message: "slow down", code: "rate_limit_exceeded" }, { "Retry-After": "90" }),
  "out-of-credit": refuse(429, { message: "exceeded your quota", code: "insufficient_quota" }),
  down: refuse(500, { message: "oops" }),
  "cut-off": stream(events(HI)),
};

export type OddProvider = { url: string; bodies: Body[]; close(): Promise<void> };

/** `models`: what `GET /models` answers, with its content type. */
export async function startOddProvider(models?: () => { type: string; body: string }): Promise<OddProvider> {
  const bodies: Body[] = [];
  const server = createServer(async (req, res) => {
    if (req.method === "GET" && models) {
      const { type, body } = models();
      return res.writeHead(200, { "Content-Type": type }).end(body);
    }
    let raw = "";
    for await (const piece of req) raw += String(piece);
    const body = JSON.parse(raw) as Body;
    bodies.push(body);
    const way = WAYS[body.model] ?? said(...HI);
    way(res, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
