import { quote } from "./demo-quote";
import { demoCall, demoJson } from "./demo-tools";
import { approximateTokens } from "./tokens";
import type { DemoContext, GenerationRequest, GenerationResult, GenerationSink } from "./types";

/** Milliseconds between words: fast enough not to bore, slow enough to be seen streaming. */
const PACE_MS = 12;

/** The built-in model that answers when no provider is configured. It understands nothing and says so. */
export async function generateDemo(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  sink.open?.();
  const prompt = request.messages.reduce((sum, m) => sum + approximateTokens(m.content) + 4, 3);
  const called = demoCall(request);
  if (called && sink.toolCall) {
    const completion = approximateTokens(called.name + called.arguments);
    sink.toolCall({ index: 0, ...called });
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    return { finishReason: "tool-calls", usage };
  }
  const text = beforeStop(demoJson(request) ?? answer(request), request.parameters?.stop);
  const words = text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? [];
  const begun = Date.now();
  let sent = 0;
  let tokens = 0;
  let finishReason: "stop" | "length" = "stop";
  for (const word of words) {
    tokens += approximateTokens(word);
    if (tokens > request.maxTokens) {
      finishReason = "length";
      break;
    }
    sink.text(word);
    sent = tokens;
    if (!request.unwatched) await pause(begun + sent * PACE_MS - Date.now(), signal);
  }
  return {
    finishReason,
    usage: { prompt_tokens: prompt, completion_tokens: sent, total_tokens: prompt + sent },
  };
}

function beforeStop(text: string, stop: string | string[] | undefined): string {
  const ends = [stop ?? []]
    .flat()
    .flatMap((mark) => (mark && text.includes(mark) ? [text.indexOf(mark)] : []));
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
}

function answer(request: GenerationRequest): string {
  const context = request.demo;
  const question = context?.question ?? lastQuestion(request);
  if (context?.continued) {
    return "\n\n*(Continued by the demo model: a real model would go on with the sentence.)*";
  }
  return [
    "**This is the demo model.** No AI provider is configured, so nothing here was understood, " +
      "but everything around the reply is real.",
    context && context.passages.length > 0 ? fromFiles(context) : "",
    context?.only && context.passages.length === 0
      ? "**That is not in the project's files**, and this project answers only from its files."
      : "",
    context && context.attached.length > 0 ? attached(context.attached) : "",
    `You wrote:\n\n${quote(question, 300)}`,
    ...(context?.visited ? [] : [received(request, context), SET_UP]),
  ]
    .filter(Boolean)
    .join("\n\n");
}

const SET_UP =
  "To get real answers, an administrator adds a provider under **Administration, Connections**: no restart is needed. " +
  "Or set `OPENAI_API_KEY` on the server, or point `OPENAI_BASE_URL` at any OpenAI-compatible server such as Ollama, " +
  "and start again:\n\n```bash\nOPENAI_API_KEY=sk-… npm start\n```";

/** What a tool answered is repeated, or nobody would see that it came through. */
function lastQuestion({ messages }: GenerationRequest): string {
  const last = messages.at(-1);
  if (last?.toolCallId !== undefined) return `The tool answered: ${last.content}`;
  return messages.findLast((m) => m.role === "user")?.content ?? "";
}

function attached(names: string[]): string {
  const list = names.map((name) => `“${clip(name, 60)}”`).join(", ");
  return `With your message came ${list}. The demo model can't see pictures; the text of other files reached it as passages.`;
}

function fromFiles(context: DemoContext): string {
  const quotes = context.passages
    .slice(0, 3)
    .map((p) => `${quote(p.text, 400)}\n>\n> — ${context.visited ? "" : `${p.title} `}${p.mark}`)
    .join("\n\n");
  return `The project's files say this about it:\n\n${quotes}`;
}

function received(request: GenerationRequest, context: DemoContext | undefined): string {
  const prompts = context?.prompts ?? request.messages.filter((m) => m.role === "system");
  const rows = [
    [
      "Prompts",
      prompts.length === 0 ? "none" : prompts.map((p) => `${p.role}: “${clip(p.content, 60)}”`).join("; "),
    ],
    ["Earlier messages of this chat", String(context?.historyLength ?? 0)],
    [
      "Files in the project",
      context?.files.length ? context.files.map((f) => clip(f, 40)).join(", ") : "none",
    ],
    ["Temperature, maximum tokens", `${request.temperature}, ${request.maxTokens}`],
  ];
  const body = rows.map(([name, value]) => `| ${name} | ${cell(value ?? "")} |`).join("\n");
  return `A model would have received this with it:\n\n| What | Value |\n|---|---|\n${body}`;
}

const clip = (text: string, max: number) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
};
const cell = (text: string) => text.replace(/\|/g, "\\|");
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    if (ms <= 0) return resolve();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
