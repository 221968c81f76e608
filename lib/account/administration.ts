import { audit, endKeyUse, endLostSessions, noteQuota, scopeOf } from "@/lib/auth";
import { stopProjectRuns } from "@/lib/chats";
import { notFound } from "@/lib/errors";
import { sendMail } from "@/lib/mail";
import { handOverProjects } from "@/lib/people";
import {
  type AdminUser,
  type AdminUserDetail,
  type AdminUsersQuery,
  type ChangeUserInput,
  type DeleteUserInput,
  LIMITS,
  type QuotaInput,
} from "@/lib/schemas";
import { allItems, getStore, type UserRecord } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { isoTime } from "@/lib/time";
import { lastStays } from "./last-administrator";
import { newResetLink } from "./reset-password";
import { removeAccount } from "./users";

/** Who does it, and from which address. */
export type By = { actorId: string; address: string };

async function toAdminUsers(records: UserRecord[]): Promise<AdminUser[]> {
  const { secondFactors } = await getStore();
  const twoStep = await secondFactors.on(records.map(({ id }) => id));
  return records.map(({ id, email, name, admin, disabled, quota, createdAt, updatedAt }) => ({
    ...{ id, email, name, admin, disabled, quota },
    secondFactor: twoStep.has(id),
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  }));
}

/** @throws not_found */
async function toAdminUser(record: UserRecord): Promise<AdminUser> {
  const [user] = await toAdminUsers([record]);
  if (!user) throw notFound("User");
  return user;
}

/** Newest account first; `q` finds names and e-mails. */
export async function listUsers(
  query: AdminUsersQuery,
): Promise<{ users: AdminUser[]; nextCursor: string | null }> {
  const { items, nextCursor } = await (await getStore()).users.list(query);
  return { users: await toAdminUsers(items), nextCursor };
}

/** Somebody and how much is theirs. @throws not_found */
export async function getUser(userId: string): Promise<AdminUserDetail> {
  const { users, projects, members } = await getStore();
  const user = await users.get(userId);
  if (!user) throw notFound("User");
  const scope = scopeOf({ userId });
  const counts = { projects: 0, sharedProjects: 0 };
  const page = { limit: LIMITS.pageMax };
  for await (const { id } of allItems((cursor) => projects.list(scope, { ...page, cursor }))) {
    counts.projects += 1;
    if ((await members.list(scope, id)).length > 0) counts.sharedProjects += 1;
  }
  return { user: await toAdminUser(user), ...counts };
}

/**
 * Who is disabled can't sign in; their sessions are ended, their keys refused, and open streams and running replies end at
 * once (those of other processes within a second).
 * @throws not_found, `limit_reached` for the last administrator
 */
export async function changeUser(by: By, userId: string, input: ChangeUserInput): Promise<AdminUser> {
  const { users, sessions, secondFactors } = await getStore();
  const keyIds = input.disabled ? await keysOf(userId) : [];
  const user = await users.setAccess(userId, input).catch(lastStays);
  if (!user) throw notFound("User");
  noteQuota(user);
  const { admin, disabled, quota, secondFactor } = input;
  if (secondFactor === false && (await secondFactors.remove(userId))) {
    sendMail(user.email, "second-factor", mailText.secondFactor(false));
  }
  const detail = {
    ...(secondFactor === undefined ? {} : { secondFactor }),
    ...(admin === undefined ? {} : { admin }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(quota === undefined ? {} : { quota: quotaWords(quota) }),
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

/** A quota as the log shows it. */
export function quotaWords(quota: QuotaInput | null): string {
  if (!quota) return "the installation's";
  const limits = Object.entries(quota).filter(([, value]) => value !== undefined);
  return limits.map(([name, value]) => `${name} ${value}`).join(", ") || "none";
}

async function keysOf(userId: string): Promise<string[]> {
  const { keys } = await getStore();
  const ids: string[] = [];
  const page = { limit: LIMITS.pageMax };
  for await (const { id } of allItems((cursor) => keys.list(scopeOf({ userId }), { ...page, cursor })))
    ids.push(id);
  return ids;
}

/** Ends every session and token of somebody; how many there were. API keys stand. @throws not_found */
export async function signOutUser(by: By, userId: string): Promise<number> {
  const { users, sessions } = await getStore();
  if (!(await users.get(userId))) throw notFound("User");
  const ended = await sessions.revokeAll(userId);
  await endLostSessions(userId);
  await audit({ ...by, action: "user.sign-out", targetId: userId });
  return ended;
}

/** The path of a link that sets a new password, once, within an hour. @throws not_found */
export async function makeResetLink(by: By, userId: string): Promise<string> {
  const user = await (await getStore()).users.get(userId);
  if (!user) throw notFound("User");
  const path = await newResetLink(userId);
  await audit({ ...by, action: "password.link", targetId: userId });
  return path;
}

/**
 * Removes an account and all that is theirs, as they could; projects that others are on go with it or are handed over.
 * @throws not_found, `limit_reached` for the last administrator
 */
export async function deleteUser(by: By, userId: string, { sharedProjects }: DeleteUserInput): Promise<void> {
  const { users } = await getStore();
  // Refuses the last administrator, also where two are removed at once.
  const user = await users.setAccess(userId, { admin: false }).catch(lastStays);
  if (!user) throw notFound("User");
  if (sharedProjects === "handOver") await handOverProjects(scopeOf({ userId }));
  await removeAccount(scopeOf({ userId }));
  await audit({
    ...by,
    action: "user.delete",
    targetId: userId,
    detail: { email: user.email, sharedProjects },
  });
}
