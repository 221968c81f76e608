import { audit, endKeyUse, hasRole, newKeySecret, projectScope } from "@/lib/auth";
import { AppError, isAppError, notFound } from "@/lib/errors";
import {
  type CreateKeyInput,
  KEY_DAYS,
  KEY_LIMITS,
  type Key,
  type KeyBudget,
  type KeyLimits,
  type KeyScope,
  type PageQuery,
  type RotateKeyInput,
  type UpdateKeyInput,
} from "@/lib/schemas";
import { getStore, type KeyCaps, type KeyRecord, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";

/** What changes a project, or tests it. */
const EDITORS_ONLY: readonly KeyScope[] = ["files:write", "evals"];
const DAY_MS = 86_400_000;

export function toKey(record: KeyRecord): Key {
  const { ownerId: _owner, expiresAt, createdAt, lastUsedAt, ...rest } = record;
  return {
    ...rest,
    expiresAt: expiresAt === null ? null : isoTime(expiresAt),
    createdAt: isoTime(createdAt),
    lastUsedAt: lastUsedAt === null ? null : isoTime(lastUsedAt),
  };
}

/** Newest first; with `projectId` those for that project alone. */
export async function listKeys(
  scope: Scope,
  page: PageQuery & { projectId?: string | undefined },
): Promise<{ keys: Key[]; nextCursor: string | null }> {
  const { items, nextCursor } = await (await getStore()).keys.list(scope, page);
  return { keys: items.map(toKey), nextCursor };
}

/**
 * The secret is in this answer and nowhere else.
 * @throws not_found for a project that they are not on; `forbidden` for scopes that their role on it does not allow;
 * `limit_reached` at 100 keys
 */
export async function createKey(scope: Scope, input: CreateKeyInput): Promise<{ key: Key; secret: string }> {
  const { keys } = await getStore();
  const { secret, kept } = newKeySecret();
  const { name, scopes, projectId = null, origins = [] } = input;
  if (projectId !== null) await requireUsable(scope, projectId, scopes);
  const expiresAt = input.expiresAt === undefined ? Date.now() + KEY_DAYS * DAY_MS : timeOf(input.expiresAt);
  const caps = { budget: merged({}, input.budget), limits: merged({}, input.limits) };
  const key = await keys
    .create(scope, { name, projectId, scopes, origins, expiresAt, ...caps }, kept, KEY_LIMITS.perUser)
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `You have ${KEY_LIMITS.perUser} keys, which is the limit; revoke one first`;
      throw new AppError("limit_reached", { message });
    });
  if (!key) throw notFound("Project");
  await audit({ actorId: scope.userId, action: "key.create", targetId: key.id });
  return { key: toKey(key), secret };
}

/** A key acts with its maker's role, whatever it becomes later; what it could never do is told at once. */
async function requireUsable(scope: Scope, projectId: string, scopes: readonly KeyScope[]): Promise<void> {
  const on = await projectScope({ userId: scope.userId }, projectId);
  const beyond = scopes.filter((one) => EDITORS_ONLY.includes(one));
  if (beyond.length === 0 || hasRole(on, "editor")) return;
  throw new AppError("forbidden", {
    message: `Your role on this project does not allow: ${beyond.join(", ")}`,
  });
}

const timeOf = (value: string | null) => (value === null ? null : Date.parse(value));

/** What is named changes; null takes a cap away. */
function merged<T extends KeyCaps["budget"] | KeyCaps["limits"]>(
  before: T,
  patch: KeyBudget | KeyLimits | undefined,
): T {
  const entries = Object.entries({ ...before, ...patch });
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined)) as T;
}

/** @throws not_found */
export async function updateKey(scope: Scope, keyId: string, input: UpdateKeyInput): Promise<Key> {
  const { keys } = await getStore();
  const before = await keys.get(scope, keyId);
  if (!before) throw notFound("Key");
  const { name, scopes, origins, budget, limits, expiresAt } = input;
  const key = await keys.update(scope, keyId, {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(origins === undefined ? {} : { origins }),
    ...(budget === undefined ? {} : { budget: merged(before.budget, budget) }),
    ...(limits === undefined ? {} : { limits: merged(before.limits, limits) }),
    ...(expiresAt === undefined ? {} : { expiresAt: timeOf(expiresAt) }),
  });
  if (!key) throw notFound("Key");
  await audit({ actorId: scope.userId, action: "key.change", targetId: keyId });
  return toKey(key);
}

/** The next request is refused, and open answers end at once (those of other processes within a second). @throws not_found */
export async function revokeKey(scope: Scope, keyId: string): Promise<void> {
  if (!(await (await getStore()).keys.remove(scope, keyId))) throw notFound("Key");
  endKeyUse(keyId);
  await audit({ actorId: scope.userId, action: "key.revoke", targetId: keyId });
}

/** Another secret for the same key; the one before goes on working for a while. @throws not_found */
export async function rotateKey(
  scope: Scope,
  keyId: string,
  { overlapSeconds }: RotateKeyInput,
): Promise<{ key: Key; secret: string }> {
  const { secret, kept } = newKeySecret();
  const oldUntil = Date.now() + overlapSeconds * 1000;
  const key = await (await getStore()).keys.rotate(scope, keyId, kept, oldUntil);
  if (!key) throw notFound("Key");
  await audit({ actorId: scope.userId, action: "key.rotate", targetId: keyId });
  return { key: toKey(key), secret };
}
