import type { PromptMessage } from "@/lib/ai";
import { buildGivenRequest, type GivenRequest, resolveTarget } from "@/lib/chats";
import { readJson, sseResponse } from "@/lib/http";
import { newId } from "@/lib/ids";
import type { ProjectRecord, Scope } from "@/lib/store";
import type { DialectCall } from "../call";
import { asContextLength } from "../chat-completions";
import { type Citations, citationsOf } from "../citations";
import { EventStream } from "../event-stream";
import { type Choice, type ChoiceEvent, eventsOf } from "../generation";
import { answerOnce, type Claim } from "../idempotency";
import { keepAsChat } from "../keep";
import { type Answered, answerMetered } from "../metered";
import { parseBody } from "../parse";
import { ResponseEncoder } from "./encoder";
import { trackResponse } from "./in-flight";
import { idsOf, inputItems, newOutputIds, outputItems, type StoredItem, toPrompt } from "./items";
import { parametersOf } from "./parameters";
import { RESPONSE_UNSUPPORTED, type ResponseInput, responseSchema } from "./schema";
import { type ResponseHead, type ResponseObject, responseObject, statusOf } from "./shape";
import { type Context, contextOf, type Place, putConversation, putResponse } from "./stored";

/** `POST /responses`. Kept as a chat of the key's unless `store` is false. */
export async function createResponse(call: DialectCall): Promise<Response | object> {
  const input = parseBody(responseSchema, await readJson(call.request), RESPONSE_UNSUPPORTED);
  return answerOnce(call, input, answer, replay);
}

async function answer(
  call: DialectCall,
  scope: Scope,
  draft: ProjectRecord,
  input: ResponseInput,
  claim: Claim,
): Promise<Response | object> {
  const { project, pinned } = await resolveTarget(scope, draft);
  const context = await contextOf(scope, project.id, input);
  const items = inputItems(input.input);
  const conversation = {
    messages: messagesOf(input, context, items),
    variables: input.variables ?? {},
    maxTokens: input.max_output_tokens ?? undefined,
    temperature: input.temperature ?? undefined,
    parameters: parametersOf(input),
  };
  const given = await buildGivenRequest(scope, project, conversation, pinned).catch(asContextLength);

  const messageId = newId();
  const head: ResponseHead = {
    id: `resp_${messageId}`,
    createdAt: Math.floor(Date.now() / 1000),
    input,
    conversationId: context.conversation?.id ?? null,
    temperature: given.request.temperature,
  };
  const ids = newOutputIds(messageId);
  const finished = ({ choices, sources, total }: Pick<Answered, "choices" | "sources" | "total">) => {
    const [choice] = choices;
    if (!choice) throw new Error("There is no answer.");
    const citations = citationsOf(choice.text, sources, call.origin, project.id);
    const reason = choice.finishReason;
    const output = outputItems(choice, citations, ids);
    return { response: responseObject(head, statusOf(reason), output, { total, reason }), choice, citations };
  };
  let onEvent = (_event: ChoiceEvent) => {};
  const answering = await answerMetered(call, scope, project, given, {
    n: 1,
    user: input.user ?? input.safety_identifier ?? undefined,
    onEvent: (_index, event) => onEvent(event),
    keep: async (answered) => {
      const whole = finished(answered);
      await claim.keep(JSON.stringify(whole satisfies Replayed));
      if (input.store === false) return false;
      const keeping = { context, messageId, items, release: pinned?.release ?? null };
      return keep(scope, project, given, keeping, answered, whole.response);
    },
  });
  const untrack = trackResponse(head.id, scope, async () => {
    answering.cancel();
    const response = responseObject(head, "cancelled", []);
    const left = { response, input: items, place: standing(context.place) };
    if (input.store !== false) await putResponse(scope, project.id, left);
    return response;
  });
  answering.done.then(untrack, untrack);
  answering.done.catch(() => claim.release().catch(() => {}));
  const answered = () => ({ choices: answering.generation.choices, sources: answering.sources });
  if (!input.stream) {
    const total = await answering.done;
    return finished({ ...answered(), total }).response;
  }
  const citationsFor = ({ text }: Choice) => citationsOf(text, answering.sources, call.origin, project.id);
  const encoder = new ResponseEncoder(ids);
  const events = new EventStream(answering.abandon);
  events.write(encoder.begin(responseObject(head, "in_progress", [])));
  onEvent = (event) => events.write(encoder.event(event, citationsFor));
  await answering.opened;
  const ended = answering.done.then((total) => {
    const { response } = finished({ ...answered(), total });
    return encoder.frame(`response.${response.status}`, { response });
  });
  events.endWith(ended, ({ message, code }) => {
    const error = { code: code ?? "server_error", message };
    return encoder.frame("response.failed", { response: responseObject(head, "failed", [], { error }) });
  });
  return sseResponse(events.readable);
}

type Replayed = { response: ResponseObject; choice: Choice; citations: Citations };

/** An answer that was given before, in the form that is asked for now. */
function replay({ response, choice, citations }: Replayed, input: ResponseInput): Response | object {
  if (!input.stream) return response;
  const encoder = new ResponseEncoder(idsOf(response.output as StoredItem[]));
  const begun = { ...response, status: "in_progress", completed_at: null, output: [], usage: null };
  const events = eventsOf(choice).map((event) => encoder.event(event, () => citations));
  const text =
    encoder.begin(begun) + events.join("") + encoder.frame(`response.${response.status}`, { response });
  return sseResponse(new Blob([text]).stream());
}

/** `instructions` are for this answer alone and stand before the conversation. */
function messagesOf(input: ResponseInput, context: Context, items: StoredItem[]): PromptMessage[] {
  const instructions: PromptMessage[] = input.instructions
    ? [{ role: "system", content: input.instructions }]
    : [];
  return [...instructions, ...toPrompt([...context.items, ...items], context.items.length)];
}

/** A chat without an answer is not there yet. */
const standing = (place: Place): Place => (place.leafId === null ? { chatId: null, leafId: null } : place);

type Keeping = { context: Context; messageId: string; items: StoredItem[]; release: number | null };

/** Keeps the response, and as a message of a chat what can be read of it. True when the chat has counted the usage. */
async function keep(
  scope: Scope,
  project: ProjectRecord,
  given: GivenRequest,
  { context, messageId, items, release }: Keeping,
  answered: Answered,
  response: ResponseObject,
): Promise<boolean> {
  const { chatId, leafId } = context.place;
  const [choice] = answered.choices;
  let place = context.place;
  let kept = false;
  if (choice?.text || choice?.refusal) {
    const id = chatId ?? newId();
    // A conversation has a chat from its first answer on.
    const newChat = leafId === null;
    const target = { chatId: id, newChat, parentId: leafId, messageId, release };
    kept = await keepAsChat(scope, project, given, target, answered);
    if (kept) place = { chatId: id, leafId: messageId };
  }
  await putResponse(scope, project.id, { response, input: items, place: standing(place) });
  if (context.conversation) {
    const output = response.output as StoredItem[];
    const { conversation } = context;
    const grown = { ...conversation, items: [...conversation.items, ...items, ...output] };
    await putConversation(scope, project.id, grown);
  }
  return kept;
}
