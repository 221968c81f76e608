import { sourcesOf, textOf } from "@/lib/chats";
import type { Source, SuggestionReason } from "@/lib/schemas";
import type { MessageRecord } from "@/lib/store";
import { marksIn } from "../checks/passages";

/** A question of a chat that went wrong somehow, with the answer that shows it. */
export type Signal = {
  chatId: string;
  question: MessageRecord;
  answer: MessageRecord | null;
  reasons: SuggestionReason[];
  note: string | null;
  /** Passages that the answer rests on. */
  sources: Source[];
};

/**
 * The questions of one chat, all branches, whose reply got thumbs-down or Stop, that were asked again in other words, or
 * answered again. `since`: epoch milliseconds; older questions are left out.
 */
export function signalsIn(messages: readonly MessageRecord[], since: number): Signal[] {
  const inOrder = messages.toSorted((a, b) => a.createdAt - b.createdAt);
  const children = Map.groupBy(inOrder, ({ parentId }) => parentId);
  return inOrder.flatMap((question): Signal[] => {
    if (question.role !== "user" || question.createdAt < since) return [];
    if (textOf(question.parts).trim() === "") return [];
    const answers = (children.get(question.id) ?? []).filter(({ role }) => role === "assistant");
    const disliked = answers.find(({ feedback }) => feedback?.rating === "down");
    const stopped = answers.find(({ status }) => status === "stopped");
    const asked = (children.get(question.parentId) ?? []).filter(({ role }) => role === "user");
    const reasons: SuggestionReason[] = [
      ...(disliked ? ["thumbs-down" as const] : []),
      // The last wording is the one that was kept.
      ...(asked.length > 1 && asked.at(-1)?.id !== question.id && isEdited(question, asked)
        ? ["edited" as const]
        : []),
      ...(answers.length > 1 ? ["regenerated" as const] : []),
      ...(stopped ? ["stopped" as const] : []),
    ];
    if (reasons.length === 0) return [];
    const answer = disliked ?? stopped ?? answers[0] ?? null;
    const { note } = disliked?.feedback ?? {};
    const sources = answer ? restsOn(answer) : [];
    return [{ chatId: question.chatId, question, answer, reasons, note: note?.trim() || null, sources }];
  });
}

/** The same words sent again are no edit. */
function isEdited(question: MessageRecord, asked: readonly MessageRecord[]): boolean {
  const text = textOf(question.parts).trim();
  return asked.some(({ id, parts }) => id !== question.id && textOf(parts).trim() !== text);
}

/** The passages that an answer cites; all that it was given where it cites none. */
function restsOn({ parts }: MessageRecord): Source[] {
  const given = sourcesOf(parts);
  const marks = new Set(marksIn(textOf(parts)));
  const cited = given.filter(({ number }) => marks.has(number));
  return cited.length > 0 ? cited : given;
}
