import { requireProject } from "@/lib/projects";
import { LIMITS, type SuggestionGroup } from "@/lib/schemas";
import { getStore, type MessageRecord, type Scope } from "@/lib/store";
import { grouped } from "./group";
import { type Signal, signalsIn } from "./signals";

const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
/** Chats that are looked through, newest activity first, messages of each, and suggestions in all. */
const CHATS = 200;
const MESSAGES = 500;
const SUGGESTIONS = 200;
const AT_ONCE = 8;

/**
 * Questions of the last 30 days that may be worth a case: thumbs-down, edited, answered again, stopped. Of the caller's own
 * chats, as everywhere: chats belong to who began them. What is a case of the project already is left out.
 * @throws not_found
 */
export async function suggestCases(
  scope: Scope,
  projectId: string,
  now: number = Date.now(),
): Promise<{ groups: SuggestionGroup[]; days: number }> {
  await requireProject(scope, projectId);
  const since = now - DAYS * DAY_MS;
  const [chatIds, known] = await Promise.all([
    chatsSince(scope, projectId, since),
    casesFrom(scope, projectId),
  ]);
  const signals: Signal[] = [];
  for (let at = 0; at < chatIds.length && signals.length < SUGGESTIONS; at += AT_ONCE) {
    const messages = await Promise.all(chatIds.slice(at, at + AT_ONCE).map((id) => messagesOf(scope, id)));
    signals.push(...messages.flatMap((of) => signalsIn(of, since)));
  }
  const fresh = signals.filter(
    ({ question, answer }) => !known.has(question.id) && !(answer && known.has(answer.id)),
  );
  return { groups: grouped(fresh.slice(0, SUGGESTIONS)), days: DAYS };
}

async function chatsSince(scope: Scope, projectId: string, since: number): Promise<string[]> {
  const { chats } = await getStore();
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await chats.list(scope, projectId, { limit: LIMITS.pageMax, cursor });
    const recent = page.items.filter(({ activityAt }) => activityAt >= since);
    ids.push(...recent.map(({ id }) => id));
    const more = recent.length === page.items.length && ids.length < CHATS;
    cursor = more ? (page.nextCursor ?? undefined) : undefined;
  } while (cursor);
  return ids.slice(0, CHATS);
}

async function messagesOf(scope: Scope, chatId: string): Promise<MessageRecord[]> {
  const { messages } = await getStore();
  const found: MessageRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await messages.list(scope, chatId, { limit: LIMITS.pageMax, cursor });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.length < MESSAGES);
  return found;
}

/** Messages that a case of the project came from. */
async function casesFrom(scope: Scope, projectId: string): Promise<Set<string>> {
  const { testSets } = await getStore();
  const cases = await testSets.projectCases(scope, projectId);
  return new Set(cases.flatMap(({ content }) => content.source?.messageId ?? []));
}
