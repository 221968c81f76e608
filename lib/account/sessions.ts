import { endLostSessions, type UserPrincipal } from "@/lib/auth";
import { notFound } from "@/lib/errors";
import type { PageQuery, Session } from "@/lib/schemas";
import { decodeCursor, encodeCursor, getStore, type Scope, type SessionRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";

type Caller = Pick<UserPrincipal, "sessionId">;

const toSession = (record: SessionRecord, caller: Caller): Session => ({
  id: record.id,
  kind: record.kind === "token" ? "token" : "browser",
  userAgent: record.userAgent,
  current: record.id === caller.sessionId,
  createdAt: isoTime(record.createdAt),
  lastSeenAt: isoTime(record.lastSeenAt),
  expiresAt: isoTime(record.expiresAt),
});

/** Newest activity first. */
export async function listSessions(
  scope: Scope,
  caller: Caller,
  page: PageQuery,
): Promise<{ sessions: Session[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, ["number", "string"]);
  const { sessions } = await getStore();
  const all = (await sessions.list(scope.userId, Date.now())).filter(({ kind }) => kind !== "second-step");
  all.sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.id < b.id ? 1 : -1));
  const rest = after
    ? all.filter((s) => s.lastSeenAt < after[0] || (s.lastSeenAt === after[0] && s.id < after[1]))
    : all;
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    sessions: shown.map((record) => toSession(record, caller)),
    nextCursor: last && rest.length > shown.length ? encodeCursor([last.lastSeenAt, last.id]) : null,
  };
}

/** Ends one session at once. @throws not_found */
export async function revokeSession(scope: Scope, sessionId: string): Promise<void> {
  const { sessions } = await getStore();
  if (!(await sessions.revoke(scope.userId, sessionId))) throw notFound("Session");
  await endLostSessions(scope.userId);
}

/** Ends every session but the caller's; how many there were. */
export async function revokeOtherSessions(scope: Scope, caller: Caller): Promise<number> {
  const { sessions } = await getStore();
  const ended = await sessions.revokeAll(scope.userId, caller.sessionId);
  await endLostSessions(scope.userId);
  return ended;
}
