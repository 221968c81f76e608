import { contextWindowOf, countTokens, MESSAGE_OVERHEAD, type PromptMessage } from "@/lib/ai";
import { REPLY_OVERHEAD } from "@/lib/chats/prompt/assemble";
import { sourcesOf } from "@/lib/chats/prompt/passages";
import { asTurns } from "@/lib/chats/prompt/turns";
import { notFound } from "@/lib/errors";
import {
  findVariables,
  KNOWLEDGE_DEFAULTS,
  LIMITS,
  type Preview,
  type PreviewInput,
  resolveVariables,
} from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { requireChat } from "./chats";
import { buildRequest } from "./context/build-request";
import { rememberedVariables } from "./prompt/variables";

/**
 * What the model would receive for a message, assembled by the very code that sends. Missing variables stay visible as
 * `{{name}}` instead of being refused.
 * @throws not_found for project or chat; `validation_failed` on `message` when it is too long for the model
 */
export async function previewRequest(scope: Scope, projectId: string, input: PreviewInput): Promise<Preview> {
  const store = await getStore();
  const project = await store.projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  const chat = input.chatId === undefined ? null : await requireChat(scope, input.chatId);
  if (chat && chat.projectId !== projectId) throw notFound("Chat");

  const declared = findVariables(project.prompts.map(({ content }) => content));
  const given = rememberedVariables(project.prompts, chat?.variables ?? {}, input.variables ?? {});
  const { values, missing } = resolveVariables(declared, given);
  const variables = { ...given, ...Object.fromEntries(missing.map((name) => [name, `{{${name}}}`])) };

  const message = input.message?.trim() ? input.message : "";
  const leafId = chat?.activeLeafId ?? null;
  const to = { chatId: chat?.id ?? "", leafId, message, variables, model: chat?.model ?? null, files: [] };
  const { request, record, prepare } = await buildRequest(scope, project, to);
  const prepared =
    message && prepare ? await prepare(new AbortController().signal) : { request, sources: [] };
  const messages = withPassagesApart(request.messages, prepared.request.messages);
  const prompts = asTurns(project.prompts).length;
  const kindOf = (index: number) => {
    if (index === messages.length - 1) return "message";
    if (messages.length > request.messages.length && index === messages.length - 2) return "passages";
    return index < prompts ? "prompt" : "history";
  };
  const counted: Preview["messages"] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const tokens = (await countTokens(content)) + MESSAGE_OVERHEAD;
    counted.push({ role, content, kind: kindOf(index), tokens });
  }
  const { items } = await store.files.list(scope, projectId, { limit: LIMITS.filesPerProject });
  const { enabled, passages, budget } = project.settings.knowledge ?? KNOWLEDGE_DEFAULTS;
  return {
    model: request.model,
    temperature: request.temperature,
    maxTokens: request.maxTokens,
    contextWindow: contextWindowOf(request.model),
    messages: counted,
    promptTokens: counted.reduce((sum, { tokens }) => sum + tokens, REPLY_OVERHEAD),
    droppedMessages: record.droppedMessages,
    variables: declared.map((variable) => ({ ...variable, value: values[variable.name] ?? null })),
    files: { used: enabled && record.passages !== undefined, count: items.length, passages, budget },
    sources: sourcesOf(prepared.sources),
  };
}

/** Passages stand in the last message, before the person's words; a reader wants to see which is which. */
function withPassagesApart(drafted: PromptMessage[], sent: PromptMessage[]): PromptMessage[] {
  const [own, whole] = [drafted.at(-1), sent.at(-1)];
  if (!own || !whole || own.content === whole.content) return sent;
  const passages = whole.content.slice(0, whole.content.length - own.content.length);
  return [...sent.slice(0, -1), { ...whole, content: passages.trimEnd() }, own];
}
