/** Chat completions of the scripted provider, whole and streamed, by scenario. */
import type { ServerResponse } from "node:http";
import {
  finishReasonOf,
  type Scenario,
  scenarioOf,
  thoughtsOf,
  tokensOf,
  words,
} from "./openai-scenarios.ts";
import { answerSpecially, refusalOf, SPECIAL } from "./openai-special.ts";
import { countTokens, json, type LoggedRequest, textOf, wait } from "./openai-wire.ts";

export async function chat(
  entry: LoggedRequest,
  res: ServerResponse,
  attempts: Map<string, number>,
  answer?: (question: string) => string | undefined,
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
