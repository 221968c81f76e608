import type { GenerationParameters, PromptMessage } from "@/lib/ai";
import { projectScope } from "@/lib/auth";
import { buildGivenRequest, type GivenRequest, resolveTarget } from "@/lib/chats";
import { readJson, sseResponse } from "@/lib/http";
import { newId } from "@/lib/ids";
import type { ProjectRecord, Scope } from "@/lib/store";
import type { DialectCall } from "../call";
import { asContextLength } from "../chat-completions";
import { citationsOf } from "../citations";
import { EventStream } from "../event-stream";
import type { Choice, ChoiceEvent } from "../generation";
import { keepAsChat } from "../keep";
import { type Answered, answerMetered } from "../metered";
import { requireModel } from "../models";
import { parseBody } from "../parse";
import { ResponseEncoder } from "./encoder";
import { trackResponse } from "./in-flight";
import { inputItems, newOutputIds, outputItems, type StoredItem, toPrompt } from "./items";
import { RESPONSE_UNSUPPORTED, type ResponseInput, responseSchema } from "./schema";
import { type ResponseHead, responseObject, statusOf } from "./shape";
import { type Context, contextOf, putConversation, putResponse } from "./stored";

/** `POST /responses`. Kept as a chat of the key's unless `store` is false. */
export async function createResponse(call: DialectCall): Promise<Response | object> {
  const input = parseBody(responseSchema, await readJson(call.request), RESPONSE_UNSUPPORTED);
  const draft = await requireModel(call.principal, input.model);
  const scope = await projectScope(call.principal, draft.id);
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
  const finished = ({
    choices: [choice],
    sources,
    total,
  }: Pick<Answered, "choices" | "sources" | "total">) => {
    if (!choice) throw new Error("There is no answer.");
    const output = outputItems(choice, citationsOf(choice.text, sources, call.origin, project.id), ids);
    const reason = choice.finishReason;
    return responseObject(head, statusOf(reason), output, { total, reason });
  };
  let onEvent = (_event: ChoiceEvent) => {};
  const answering = await answerMetered(call, scope, project, given, {
    n: 1,
    user: input.user ?? input.safety_identifier ?? undefined,
    onEvent: (_index, event) => onEvent(event),
    keep: async (answered) => {
      if (input.store === false) return false;
      return keep(
        scope,
        project,
        given,
        { context, messageId, items, release: pinned?.release ?? null },
        answered,
        finished(answered),
      );
    },
  });
  const untrack = trackResponse(head.id, scope, answering.cancel);
  answering.done.then(untrack, untrack);
  const answered = () => ({ choices: answering.generation.choices, sources: answering.sources });
  if (!input.stream) {
    const total = await answering.done;
    return finished({ ...answered(), total });
  }
  const citationsFor = ({ text }: Choice) => citationsOf(text, answering.sources, call.origin, project.id);
  const encoder = new ResponseEncoder(ids);
  const events = new EventStream(answering.abandon);
  events.write(encoder.begin(responseObject(head, "in_progress", [])));
  onEvent = (event) => events.write(encoder.event(event, citationsFor));
  await answering.opened;
  const ended = answering.done.then((total) => {
    const response = finished({ ...answered(), total });
    return encoder.frame(`response.${response.status}`, { response });
  });
  events.endWith(ended, ({ message, code }) => {
    const error = { code: code ?? "server_error", message };
    return encoder.frame("response.failed", { response: responseObject(head, "failed", [], { error }) });
  });
  return sseResponse(events.readable);
}

/** `instructions` are for this answer alone and stand before the conversation. */
function messagesOf(input: ResponseInput, context: Context, items: StoredItem[]): PromptMessage[] {
  const instructions: PromptMessage[] = input.instructions
    ? [{ role: "system", content: input.instructions }]
    : [];
  return [...instructions, ...toPrompt([...context.items, ...items], context.items.length)];
}

/** The same things under the names that chat completions have for them. */
function parametersOf(input: ResponseInput): GenerationParameters {
  const { tools, tool_choice: choice, text, reasoning, top_p, parallel_tool_calls: parallel } = input;
  const format = text?.format;
  const defined = <T>(name: string, value: T | null | undefined) => (value == null ? {} : { [name]: value });
  const withTools = tools && tools.length > 0;
  return {
    ...defined("top_p", top_p),
    ...defined("reasoning_effort", reasoning?.effort),
    ...defined("verbosity", text?.verbosity),
    ...(format?.type === "json_object" ? { response_format: { type: "json_object" } } : {}),
    ...(format?.type === "json_schema"
      ? { response_format: { type: "json_schema", json_schema: withoutType(format) } }
      : {}),
    ...(withTools
      ? {
          tools: tools.map((tool) => ({ type: "function", function: withoutType(tool) })),
          ...(choice
            ? {
                tool_choice:
                  typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } },
              }
            : {}),
          ...defined("parallel_tool_calls", parallel),
        }
      : {}),
  };
}

const withoutType = ({ type: _type, ...rest }: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));

type Keeping = { context: Context; messageId: string; items: StoredItem[]; release: number | null };

/** Keeps the response, and as a message of a chat what can be read of it. True when the chat has counted the usage. */
async function keep(
  scope: Scope,
  project: ProjectRecord,
  given: GivenRequest,
  { context, messageId, items, release }: Keeping,
  answered: Answered,
  response: ReturnType<typeof responseObject>,
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
  const stands = place.leafId === null ? { chatId: null, leafId: null } : place;
  await putResponse(scope, project.id, { response, input: items, place: stands });
  if (context.conversation) {
    const output = response.output as StoredItem[];
    const { conversation } = context;
    const grown = { ...conversation, items: [...conversation.items, ...items, ...output] };
    await putConversation(scope, project.id, grown);
  }
  return kept;
}
