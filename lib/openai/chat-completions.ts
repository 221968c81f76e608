import { projectScope } from "@/lib/auth";
import { buildGivenRequest } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { readJson, sseResponse } from "@/lib/http";
import { newId } from "@/lib/ids";
import type { DialectCall } from "./call";
import { ChunkEncoder, type CompletionHead, chatCompletion } from "./chat-encoder";
import { maxTokensOf, parametersOf } from "./chat-parameters";
import { CHAT_UNSUPPORTED, type ChatCompletionInput, chatCompletionSchema } from "./chat-schema";
import { type Citations, citationsOf } from "./citations";
import { DialectError } from "./errors";
import { EventStream } from "./event-stream";
import type { Choice, ChoiceEvent } from "./generation";
import { toPromptMessages } from "./messages";
import { type Answering, answerMetered } from "./metered";
import { requireModel } from "./models";
import { parseBody } from "./parse";

/** `POST /chat/completions`. Without a chat: the conversation is the caller's. */
export async function createChatCompletion(call: DialectCall): Promise<Response | object> {
  const input = parseBody(chatCompletionSchema, await readJson(call.request), CHAT_UNSUPPORTED);
  const project = await requireModel(call.principal, input.model);
  const scope = await projectScope(call.principal, project.id);
  const given = await buildGivenRequest(scope, project, {
    messages: toPromptMessages(input.messages),
    variables: input.variables ?? {},
    maxTokens: maxTokensOf(input),
    temperature: input.temperature ?? undefined,
    parameters: parametersOf(input),
  }).catch(asContextLength);
  const head: CompletionHead = {
    id: `chatcmpl-${newId()}`,
    created: Math.floor(Date.now() / 1000),
    model: input.model,
  };
  let onEvent = (_index: number, _event: ChoiceEvent) => {};
  const answering = await answerMetered(call, scope, project, given, {
    n: input.n ?? 1,
    user: input.user ?? input.safety_identifier ?? undefined,
    onEvent: (index, event) => onEvent(index, event),
  });
  const citationsFor = ({ text }: Choice) => citationsOf(text, answering.sources, call.origin, project.id);
  if (!input.stream) {
    const total = await answering.done;
    const { choices } = answering.generation;
    return chatCompletion(head, choices, citationsFor, total, input.logprobs === true);
  }
  return stream(head, input, answering, citationsFor, (listener) => {
    onEvent = listener;
  });
}

/** What does not fit the model has a code of its own here. */
export function asContextLength(error: unknown): never {
  if (isAppError(error, "validation_failed") && error.errors?.[0]?.path === "messages") {
    const [{ message }] = error.errors;
    throw new DialectError(400, message, { param: "messages", code: "context_length_exceeded" });
  }
  throw error;
}

/** Before the provider's first byte a failure has its status; after it, it is an event. */
async function stream(
  head: CompletionHead,
  input: ChatCompletionInput,
  answering: Answering,
  citationsFor: (choice: Choice) => Citations,
  listen: (listener: (index: number, event: ChoiceEvent) => void) => void,
): Promise<Response> {
  const encoder = new ChunkEncoder(head, input.stream_options?.include_usage === true);
  const events = new EventStream(answering.abandon);
  events.write(encoder.begin(answering.generation.choices));
  listen((index, event) => events.write(encoder.event(index, event, citationsFor)));
  await answering.opened;
  events.endWith(answering.done.then((total) => encoder.end(total)));
  return sseResponse(events.readable);
}
