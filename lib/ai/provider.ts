import { env } from "@/lib/env";
import { AppError, errorMessage, isAppError } from "@/lib/errors";
import { CompletionReader } from "./completion-chunks";
import { completionLimits, keyHeaders, type ProviderConfig } from "./provider-config";
import { adapted, learn } from "./provider-quirks";
import { postStream, type StreamHandlers, type StreamRequest } from "./provider-stream";
import { SseParser } from "./sse-parser";
import type { GenerationRequest, GenerationResult, GenerationSink, PromptMessage } from "./types";

/**
 * Generates with the configured provider by its chat completions endpoint.
 * @throws `provider_failed`, `provider_timeout`; the signal's reason when it was aborted. What has reached the sink counts.
 */
export async function generateWithProvider(
  config: ProviderConfig,
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const { PROVIDER_FIRST_BYTE_MS, PROVIDER_IDLE_MS } = env();
  const reader = new CompletionReader(sink);
  const parser = new SseParser((data) => reader.data(data));
  let whole: Buffer[] | null = null;
  try {
    await postCompletion(
      config,
      {
        model: request.model,
        messages: request.messages.map(toWire),
        ...completionLimits(config, request.model, request),
        ...request.parameters,
        stream: true,
        stream_options: { include_usage: true },
      },
      {
        headers: headersFor(config, "text/event-stream"),
        signal,
        firstByteMs: PROVIDER_FIRST_BYTE_MS,
        idleMs: PROVIDER_IDLE_MS,
      },
      {
        // A server that does not stream answers in one JSON object.
        open: (contentType) => {
          if (contentType.includes("application/json")) whole = [];
          sink.open?.(contentType);
        },
        bytes: (chunk) => {
          if (whole) {
            whole.push(chunk);
            return false;
          }
          parser.feed(chunk);
          reader.flush();
          return reader.done;
        },
        ending: () => reader.ending,
      },
    );
    if (whole) readWhole(Buffer.concat(whole), reader, parser);
    else parser.end();
    return reader.result();
  } catch (error) {
    if (signal.aborted) throw error;
    if (isAppError(error)) throw refusesPictures(request, error) ? blind(request.model, error) : error;
    throw new AppError("provider_failed", { cause: error });
  } finally {
    // Text that came in the same chunk as a failure still arrived.
    if (!signal.aborted) reader.end();
  }
}

/** Asks again without what the model has just said not to take: once for each such parameter. */
async function postCompletion(
  config: ProviderConfig,
  body: Record<string, unknown>,
  options: Omit<StreamRequest, "url" | "body" | "guard">,
  handlers: StreamHandlers,
): Promise<void> {
  for (;;) {
    const sent = adapted(config, body);
    const request = {
      ...options,
      url: `${config.baseUrl}/chat/completions`,
      body: JSON.stringify(sent),
      guard: config.guard,
    };
    try {
      return await postStream(request, handlers);
    } catch (error) {
      if (options.signal.aborted || !isAppError(error) || !learn(config, sent, error.cause)) throw error;
    }
  }
}

/** One JSON object, or, of servers that call it so, several: one a line, or events. */
function readWhole(body: Buffer, reader: CompletionReader, parser: SseParser): void {
  const text = body.toString("utf8").trim();
  if (isJson(text)) {
    reader.data(text);
    return;
  }
  parser.feed(body);
  parser.end();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** OpenAI's content parts (https://platform.openai.com/docs/guides/images-vision); text alone stays a string, as all servers know it. */
function toWire({ role, content, pictures = [], toolCalls, toolCallId, name }: PromptMessage) {
  const shown = pictures.filter(({ data }) => data !== undefined);
  const named = name === undefined ? {} : { name };
  if (toolCallId !== undefined) return { role: "tool", content, tool_call_id: toolCallId };
  if (toolCalls?.length) {
    const tool_calls = toolCalls.map(({ id, name: called, arguments: given }) => {
      return { id, type: "function", function: { name: called, arguments: given } };
    });
    return { role, content: content === "" ? null : content, ...named, tool_calls };
  }
  if (shown.length === 0) return { role, content, ...named };
  const images = shown.map(({ mediaType, data }) => ({
    type: "image_url",
    image_url: { url: `data:${mediaType};base64,${data}` },
  }));
  return { role, content: [{ type: "text", text: content }, ...images], ...named };
}

/** A model that can't see says so with one of these. */
function refusesPictures(request: GenerationRequest, error: AppError): boolean {
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return (
    request.messages.some(({ pictures }) => pictures?.length) &&
    /^provider answered (400|404|413|415|422|500|501):/.test(cause)
  );
}

function blind(model: string, error: AppError): AppError {
  const message = `${errorMessage("provider_failed")}: ${model} may not take pictures, or not these. Try without them, or choose a model that sees in the project's settings.`;
  return new AppError("provider_failed", { message, cause: error.cause });
}

/**
 * The text of one whole completion, for the small request that every new chat makes beside its reply. One attempt.
 * @param timeoutMs until the answer begins, and between its pieces
 * @throws `provider_failed`, `provider_timeout`
 */
export async function completeWithProvider(
  config: ProviderConfig,
  body: Record<string, unknown>,
  timeoutMs: number,
): Promise<string> {
  const whole: Buffer[] = [];
  await postCompletion(
    config,
    body,
    {
      headers: headersFor(config, "application/json"),
      signal: new AbortController().signal,
      firstByteMs: timeoutMs,
      idleMs: timeoutMs,
      once: true,
    },
    { open: () => {}, bytes: (chunk) => whole.push(chunk) < 0 },
  );
  let text = "";
  const reader = new CompletionReader({ text: (piece) => (text += piece), reasoning: () => {} });
  reader.data(Buffer.concat(whole).toString("utf8"));
  reader.end();
  return text;
}

function headersFor(config: ProviderConfig, accept: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    Accept: accept,
    ...keyHeaders(config),
  };
}
