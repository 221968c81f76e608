import { type GivenRequest, keepExchange } from "@/lib/chats";
import { log } from "@/lib/log";
import type { MessagePart } from "@/lib/schemas";
import type { ProjectRecord, Scope } from "@/lib/store";
import type { Answered } from "./metered";

export type KeptPlace = {
  chatId: string;
  newChat: boolean;
  parentId: string | null;
  messageId: string;
  /** The release that answered; null: the draft. */
  release: number | null;
};

/** Keeps an exchange as a chat of the key's: the last question and its answer. True when it is kept. */
export async function keepAsChat(
  scope: Scope,
  project: ProjectRecord,
  given: GivenRequest,
  { release, ...place }: KeptPlace,
  { choices, sources, total, model }: Answered,
): Promise<boolean> {
  const [choice] = choices;
  if (!choice?.finishReason) return false;
  const { messages } = given.request;
  const question = messages.findLast(({ role, toolCallId }) => role === "user" && toolCallId === undefined);
  const text = choice.text || choice.refusal || calledText(choice.toolCalls);
  const answer: MessagePart[] = [...sources, { type: "text", text, state: "done" }];
  try {
    return await keepExchange(scope, {
      projectId: project.id,
      ...place,
      question: question?.content ?? "",
      answer,
      usage: total.usage,
      model,
      finishReason: choice.finishReason,
      request: {
        configId: given.configId,
        fromMessageId: null,
        variables: given.variables,
        droppedMessages: 0,
        promptTokens: given.promptTokens,
        ...(release === null ? {} : { release }),
      },
      variables: given.variables,
    });
  } catch (err) {
    log().warn({ err, projectId: project.id }, "an answer could not be kept as a chat");
    return false;
  }
}

/** What a reader of the chat sees of an answer that only calls the caller's tools. */
const calledText = (calls: { name: string; arguments: string }[]): string =>
  calls.map((call) => `\`${call.name}(${call.arguments})\``).join("\n");
