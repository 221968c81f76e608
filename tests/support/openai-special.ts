/**
 * Answers of the scripted server that are more than text, streamed or whole, and what the real one refuses:
 * - `[[tool args={"city":"Oslo"}]]` calls the first function (`also=1`: the second one as well), arguments in pieces.
 * - `[[refuse]]` refuses.
 * - a model whose name begins with `strict` has a template that takes one leading system message and turns that alternate.
 * - `[[logprobs]]` answers two tokens with their log probabilities.
 */
import type { ServerResponse } from "node:http";
import type { Scenario } from "./openai-scenarios.ts";

type Message = { role: string; content?: unknown; tool_calls?: { id: string }[]; tool_call_id?: string };
type Body = {
  model?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages?: Message[];
  tools?: { function: { name: string } }[];
  tool_choice?: unknown;
  n?: number;
};

export const SPECIAL = ["tool", "refuse", "logprobs"];

/** What the real server answers 400 to; null: nothing. */
export function refusalOf({ model, messages = [], tools, tool_choice: choice }: Body): string | null {
  if (model?.startsWith("strict")) {
    const said = messages.filter(({ role }, index) => role !== "system" || index > 0);
    if (said.some(({ role }) => role === "system")) return "System message must be at the beginning.";
    if (said.some(({ role }, index) => role !== (index % 2 ? "assistant" : "user"))) {
      return "Conversation roles must alternate user/assistant/user/assistant/...";
    }
  }
  if (tools?.length === 0) return "tools is too short";
  if (choice !== undefined && !tools) return "tool_choice is only allowed when tools are specified";
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool") {
      if (!message.tool_call_id || !open.delete(message.tool_call_id)) return "tool without tool_calls";
      continue;
    }
    if (open.size > 0) return "an assistant message with tool_calls must be followed by tool messages";
    open = new Set(message.tool_calls?.map(({ id }) => id));
    if (message.content == null && open.size === 0) return "content is null";
    if (!["system", "user", "assistant"].includes(message.role)) return `unknown role ${message.role}`;
  }
  return open.size > 0 ? "tool_calls without answers" : null;
}

type Delta = Record<string, unknown>;
const token = (text: string) => ({
  token: text,
  logprob: -0.1,
  bytes: [...Buffer.from(text)],
  top_logprobs: [],
});

function deltasOf(
  body: Body,
  scenario: Scenario,
  args: string,
  both: boolean,
): { deltas: Delta[]; reason: string } {
  if (scenario.name === "refuse") {
    return { deltas: [{ refusal: "I can't " }, { refusal: "help with that." }], reason: "stop" };
  }
  if (scenario.name === "logprobs") {
    return { deltas: [{ content: "Hi" }, { content: " there" }], reason: "stop" };
  }
  const called = (body.tools ?? []).slice(0, both ? 2 : 1);
  const deltas = called.flatMap(({ function: { name } }, index) => {
    const begun = { index, id: `call_${index + 1}`, type: "function", function: { name, arguments: "" } };
    const half = Math.ceil(args.length / 2);
    const piece = (text: string) => ({ tool_calls: [{ index, function: { arguments: text } }] });
    return [{ tool_calls: [begun] }, piece(args.slice(0, half)), piece(args.slice(half))];
  });
  return { deltas, reason: "tool_calls" };
}

export function answerSpecially(body: Body, res: ServerResponse, scenario: Scenario, last: string): void {
  const args = /args=(\{.*?\})/.exec(last)?.[1] ?? '{"city":"Oslo"}';
  const { deltas, reason } = deltasOf(body, scenario, args, /\balso=1/.test(last));
  const head = { id: "chatcmpl-special", created: 1, model: body.model };
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 2 },
  };
  if (!body.stream) {
    const text = (name: string) => deltas.map((delta) => delta[name] ?? "").join("") || null;
    const message = { role: "assistant", content: text("content"), refusal: text("refusal") };
    res.writeHead(200, { "Content-Type": "application/json" });
    res.end(JSON.stringify({ ...head, choices: [{ index: 0, message, finish_reason: reason }], usage }));
    return;
  }
  res.writeHead(200, { "Content-Type": "text/event-stream" });
  const write = (choices: unknown[], more: object = {}) =>
    res.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices, ...more })}\n\n`);
  write([{ index: 0, delta: { role: "assistant", content: null }, finish_reason: null }]);
  for (const delta of deltas) {
    const content = scenario.name === "logprobs" ? [token(String(delta.content))] : null;
    write([{ index: 0, delta, logprobs: content && { content, refusal: null }, finish_reason: null }]);
  }
  write([{ index: 0, delta: {}, finish_reason: reason }]);
  if (body.stream_options?.include_usage) write([], { usage });
  res.end("data: [DONE]\n\n");
}
