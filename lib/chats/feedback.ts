import { notFound } from "@/lib/errors";
import { cutText, type FeedbackItem, type FeedbackQuery } from "@/lib/schemas";
import { getStore, type RatedMessage, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { textOf } from "./shapes";

/** So much (UTF-16 units) of a question and its answer tells which they were. */
const EXTRACT = 280;

/** The rated replies in the caller's own chats of a project, rated last first. @throws not_found for the project */
export async function listFeedback(
  scope: Scope,
  projectId: string,
  { rating, reason, from, to, ...page }: FeedbackQuery,
): Promise<{ feedback: FeedbackItem[]; nextCursor: string | null }> {
  const store = await getStore();
  const filter = { rating, reason, from: from && Date.parse(from), to: to && Date.parse(to) };
  const [project, { items, nextCursor }] = await Promise.all([
    store.projects.get(scope, projectId),
    store.feedback.list(
      scope,
      projectId,
      { ...filter, from: filter.from || undefined, to: filter.to || undefined },
      page,
    ),
  ]);
  if (!project) throw notFound("Project");
  return { feedback: items.flatMap((item) => toItem(item) ?? []), nextCursor };
}

function toItem({ message, chatTitle, question, ratedAt }: RatedMessage): FeedbackItem | null {
  const { feedback } = message;
  if (!feedback) return null;
  return {
    messageId: message.id,
    chatId: message.chatId,
    chatTitle,
    rating: feedback.rating,
    reasons: feedback.reasons ?? [],
    note: feedback.note ?? null,
    question: extract(question ? textOf(question) : ""),
    answer: extract(textOf(message.parts)),
    model: message.model,
    release: message.request?.release ?? null,
    ratedAt: isoTime(ratedAt),
  };
}

function extract(text: string): string {
  const line = text
    .slice(0, EXTRACT * 4)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > EXTRACT ? `${cutText(line, EXTRACT)}…` : line;
}
