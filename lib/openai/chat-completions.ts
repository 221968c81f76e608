import { buildGivenRequest, resolveTarget } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { readJson, sseResponse } from "@/lib/http";
import { newId } from "@/lib/ids";
import type { ProjectRecord, Scope } from "@/lib/store";
import type { DialectCall } from "./call";
import { ChunkEncoder, type CompletionHead, chatCompletion } from "./chat-encoder";
import { maxTokensOf, parametersOf } from "./chat-parameters";
import { CHAT_UNSUPPORTED, type ChatCompletionInput, chatCompletionSchema } from "./chat-schema";
import { type Citations, citationsOf } from "./citations";
import { DialectError } from "./errors";
import { EventStream } from "./event-stream";
import { type Choice, type ChoiceEvent, eventsOf } from "./generation";
import { answerOnce, type Claim } from "./idempotency";
import { keepAsChat } from "./keep";
import { toPromptMessages } from "./messages";
import { type Answered, type Answering, answerMetered } from "./metered";
import { parseBody } from "./parse";

/** `POST /chat/completions`. Without a chat: the conversation is the caller's. */
export async function createChatCompletion(call: DialectCall): Promise<Response | object> {
  const input = parseBody(chatCompletionSchema, await readJson(call.request), CHAT_UNSUPPORTED);
  return answerOnce(call, input, answer, replay);
}

async function answer(
  call: DialectCall,
  scope: Scope,
  draft: ProjectRecord,
  input: ChatCompletionInput,
  claim: Claim,
): Promise<Response | object> {
  const { project, pinned } = await resolveTarget(scope, draft);
  const conversation = {
    messages: toPromptMessages(input.messages),
    variables: input.variables ?? {},
    maxTokens: maxTokensOf(input),
    temperature: input.temperature ?? undefined,
    parameters: parametersOf(input),
  };
  const given = await buildGivenRequest(scope, project, conversation, pinned).catch(asContextLength);
  const id = newId();
  const head: CompletionHead = {
    id: `chatcmpl-${id}`,
    created: Math.floor(Date.now() / 1000),
    model: input.model,
  };
  const place = {
    chatId: newId(),
    newChat: true,
    parentId: null,
    messageId: id,
    release: pinned?.release ?? null,
  };
  const wholeOf = ({ choices, sources, total }: Pick<Answered, "choices" | "sources" | "total">) => {
    const cited = ({ text }: Choice) => citationsOf(text, sources, call.origin, project.id);
    return chatCompletion(head, choices, cited, total, input.logprobs === true);
  };
  let onEvent = (_index: number, _event: ChoiceEvent) => {};
  const answering = await answerMetered(call, scope, project, given, {
    n: input.n ?? 1,
    user: input.user ?? input.safety_identifier ?? undefined,
    onEvent: (index, event) => onEvent(index, event),
    keep: async (answered) => {
      await claim.keep(JSON.stringify({ whole: wholeOf(answered), choices: answered.choices }));
      return input.store === true && keepAsChat(scope, project, given, place, answered);
    },
  });
  answering.done.catch(() => claim.release().catch(() => {}));
  if (!input.stream) {
    const total = await answering.done;
    return wholeOf({ choices: answering.generation.choices, sources: answering.sources, total });
  }
  const citationsFor = ({ text }: Choice) => citationsOf(text, answering.sources, call.origin, project.id);
  return stream(head, input, answering, citationsFor, (listener) => {
    onEvent = listener;
  });
}

type Whole = ReturnType<typeof chatCompletion>;
type Replayed = { whole: Whole; choices: Choice[] };

/** An answer that was given before, in the form that is asked for now. */
function replay({ whole, choices }: Replayed, input: ChatCompletionInput): Response | object {
  if (!input.stream) return whole;
  const encoder = new ChunkEncoder(whole, input.stream_options?.include_usage === true);
  const citationsFor = ({ index }: Choice): Citations => {
    const { annotations = [], sources = [] } = whole.choices[index]?.message ?? {};
    return { annotations, sources };
  };
  const events = choices.flatMap((choice) =>
    eventsOf(choice).map((event) => encoder.event(choice.index, event, citationsFor)),
  );
  const text = encoder.begin(choices) + events.join("") + encoder.endWith(whole.usage);
  return sseResponse(new Blob([text]).stream());
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
