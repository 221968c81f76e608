import type { z } from "zod";
import { attachedTo, sourcesOf, textOf } from "@/lib/chats";
import { invalid, notFound } from "@/lib/errors";
import { type Case, type Check, type caseFromMessageSchema, EVAL_LIMITS, type Turn } from "@/lib/schemas";
import { getStore, type MessageView, type Scope } from "@/lib/store";
import { addCases, contentFrom } from "./cases";
import { createTestSet, requireTestSet } from "./sets";

const FIRST_SET = "From chats";

/**
 * A case from a message of a chat: the turns above it frozen, the question that was asked, and what it should have said. A
 * question names its own reply. Without a set it goes into the project's first one, which is made where there is none.
 * @throws not_found, `limit_reached`, `validation_failed`
 */
export async function caseFromMessage(
  scope: Scope,
  chatId: string,
  messageId: string,
  input: z.output<typeof caseFromMessageSchema>,
): Promise<Case> {
  const store = await getStore();
  const chat = await store.chats.get(scope, chatId);
  const message = chat && (await store.messages.get(scope, chatId, messageId));
  if (!chat || !message) throw notFound(chat ? "Message" : "Chat");
  const question =
    message.role === "user"
      ? message
      : message.parentId && (await store.messages.get(scope, chatId, message.parentId));
  if (!question) throw notFound("Message");
  if (textOf(question.parts).trim() === "") throw invalid("messageId", "The message has no question");
  const answer = message.role === "assistant" ? message : null;
  const content = contentFrom(
    {
      turns: await turnsAbove(scope, chatId, question),
      question: textOf(question.parts),
      variables: answer?.request?.variables ?? chat.variables,
      fileIds: await filesOn(scope, chat.projectId, question),
      ...(input.reference === undefined ? {} : { reference: input.reference }),
      checks: input.checks ?? draftedChecks(answer, input.expected),
      tags: ["chat"],
    },
    { chatId, messageId, configId: message.configId },
  );
  const setId = input.testSetId ?? (await firstSet(scope, chat.projectId));
  const set = await requireTestSet(scope, setId);
  if (set.projectId !== chat.projectId) throw notFound("Test set");
  const [added] = await addCases(scope, setId, [content]);
  if (!added) throw notFound("Test set");
  return added;
}

/** Those of the question's files that are still there. */
async function filesOn(scope: Scope, projectId: string, { parts }: MessageView): Promise<string[]> {
  const { files } = await getStore();
  const ids = attachedTo(parts).map(({ fileId }) => fileId);
  const found = await Promise.all(ids.map((id) => files.get(scope, projectId, id)));
  return found.flatMap((file) => file?.id ?? []);
}

/** Oldest first, as many as a case holds. */
async function turnsAbove(scope: Scope, chatId: string, question: MessageView): Promise<Turn[]> {
  if (question.parentId === null) return [];
  const { messages } = await getStore();
  const { items } = await messages.branch(scope, chatId, question.parentId, { limit: EVAL_LIMITS.turns });
  return items.flatMap(({ role, parts }) => {
    const content = textOf(parts);
    return content.trim() === "" ? [] : [{ role, content }];
  });
}

/** From what a person wants it to say, else from the note on a thumbs-down; an answer with sources keeps its best passage. */
function draftedChecks(answer: MessageView | null, expected: string | undefined): Check[] {
  const note = expected ?? (answer?.feedback?.rating === "down" ? answer.feedback.note : undefined);
  const criteria = note?.trim().slice(0, 2_000);
  const checks: Check[] = criteria ? [{ type: "meets", required: true, criteria }] : [];
  const [best] = answer ? sourcesOf(answer.parts) : [];
  if (best && answer?.feedback?.rating !== "down" && !expected) {
    checks.push({
      type: "finds",
      required: false,
      hash: best.hash,
      fileId: best.fileId,
      filename: best.filename,
      quote: best.text.slice(0, 200),
    });
  }
  return checks;
}

async function firstSet(scope: Scope, projectId: string): Promise<string> {
  const { testSets } = await getStore();
  const [first] = await testSets.list(scope, projectId);
  if (first) return first.id;
  return (await createTestSet(scope, projectId, { name: FIRST_SET, gate: null, nightly: false })).id;
}
