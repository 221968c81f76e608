import { audit, endKeyUse, endLostSessions, scopeOf } from "@/lib/auth";
import { stopProjectRuns } from "@/lib/chats";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { type AdminUser, type AdminUsersQuery, type ChangeUserInput, LIMITS } from "@/lib/schemas";
import { allItems, getStore, type UserRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { removeAccount } from "./users";

/** Who does it, and from which address. */
export type By = { actorId: string; address: string };

const toAdminUser = ({ id, email, name, admin, disabled, createdAt, updatedAt }: UserRecord): AdminUser => ({
  id,
  email,
  name,
  admin,
  disabled,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});

/** Newest account first; `q` finds names and e-mails. */
export async function listUsers(
  query: AdminUsersQuery,
): Promise<{ users: AdminUser[]; nextCursor: string | null }> {
  const { items, nextCursor } = await (await getStore()).users.list(query);
  return { users: items.map(toAdminUser), nextCursor };
}

/**
 * Who is disabled can't sign in; their sessions are ended, their keys refused, and open streams and running replies end at
 * once (those of other processes within a second).
 * @throws not_found, `limit_reached` for the last administrator
 */
export async function changeUser(by: By, userId: string, input: ChangeUserInput): Promise<AdminUser> {
  const { users, sessions } = await getStore();
  const keyIds = input.disabled ? await keysOf(userId) : [];
  const user = await users.setAccess(userId, input).catch(lastStays);
  if (!user) throw notFound("User");
  const { admin, disabled } = input;
  const detail = {
    ...(admin === undefined ? {} : { admin }),
    ...(disabled === undefined ? {} : { disabled }),
  };
  await audit({ ...by, action: "user.change", targetId: userId, detail });
  if (input.disabled) {
    await sessions.revokeAll(userId);
    await endLostSessions(userId);
    for (const id of keyIds) endKeyUse(id);
    await stopProjectRuns(scopeOf({ userId }));
  }
  return toAdminUser(user);
}

async function keysOf(userId: string): Promise<string[]> {
  const { keys } = await getStore();
  const ids: string[] = [];
  const page = { limit: LIMITS.pageMax };
  for await (const { id } of allItems((cursor) => keys.list(scopeOf({ userId }), { ...page, cursor })))
    ids.push(id);
  return ids;
}

/** Removes an account and all that is theirs, as they could. @throws not_found, `limit_reached` for the last administrator */
export async function deleteUser(by: By, userId: string): Promise<void> {
  const { users } = await getStore();
  // Refuses the last administrator, also where two are removed at once.
  if (!(await users.setAccess(userId, { admin: false }).catch(lastStays))) throw notFound("User");
  await removeAccount(scopeOf({ userId }));
  await audit({ ...by, action: "user.delete", targetId: userId });
}

function lastStays(error: unknown): never {
  if (!isAppError(error, "limit_reached")) throw error;
  throw new AppError("limit_reached", {
    message: "The last administrator stays: make somebody else one first",
  });
}
