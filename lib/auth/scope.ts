import { AppError } from "@/lib/errors";
import { KEY_SCOPES, type KeyScope, PROJECT_ROLES, type ProjectRole } from "@/lib/schemas/people";
import type { Actor, KeyRecord, Scope } from "@/lib/store";

/** A person who signed in. */
export type UserPrincipal = {
  kind: "user";
  userId: string;
  /** The session row behind the token or cookie. */
  sessionId: string;
  /** When the person last proved who they are (epoch ms). */
  signedInAt: number;
  via: "bearer" | "cookie";
  /** The cookie is to be written anew with the answer. */
  ageing?: boolean;
};

/** A program with an API key: it acts for its maker. */
export type KeyPrincipal = {
  kind: "key";
  /** The key's maker. */
  userId: string;
  keyId: string;
  /** The only project it reaches; null: all of its maker's. */
  projectId: string | null;
  permissions: readonly KeyScope[];
  /** Web pages that may use it from a browser. */
  origins: readonly string[];
  via: "bearer";
};

/** Somebody without an account who uses an embedded assistant. */
export type VisitorPrincipal = {
  kind: "visitor";
  /** Who offers the assistant. */
  userId: string;
  visitorId: string;
  projectId: string;
  /** The name of the assistant's link, by which paths may call it too. */
  slug?: string | null;
  permissions: readonly KeyScope[];
  via: "bearer";
};

/** Who makes a request, taken from its credential and nothing else. */
export type Principal = UserPrincipal | KeyPrincipal | VisitorPrincipal;

const actorOf = (principal: { userId: string } | Principal): Actor => {
  if (!("kind" in principal) || principal.kind === "user") return { kind: "user" };
  return principal.kind === "key"
    ? { kind: "key", id: principal.keyId }
    : { kind: "visitor", id: principal.visitorId };
};

const permissionsOf = (principal: { userId: string } | Principal): readonly KeyScope[] =>
  "permissions" in principal ? principal.permissions : KEY_SCOPES;

/**
 * The scope over everything that is the principal's own. Another's project needs `projectScope` (`access.ts`). This and
 * {@link scopeOn} are the only functions that make a {@link Scope}; an architecture test looks for casts elsewhere.
 */
export function scopeOf(principal: { userId: string } | Principal): Scope {
  const projectId = ("projectId" in principal && principal.projectId) || undefined;
  return {
    ownerId: principal.userId,
    userId: principal.userId,
    actor: actorOf(principal),
    ...(projectId === undefined ? {} : { projectId }),
    role: "kind" in principal && principal.kind === "visitor" ? "member" : "owner",
    permissions: permissionsOf(principal),
  } as Scope;
}

/** The principal's scope on one project, whose owner and role there are known. */
export function scopeOn(
  principal: { userId: string } | Principal,
  project: { id: string; ownerId: string; role: ProjectRole },
): Scope {
  const { id: projectId, ownerId, role } = project;
  return { ...scopeOf(principal), ownerId, projectId, role };
}

/** A key as the one who asks. */
export function principalOfKey({
  id,
  ownerId,
  projectId,
  scopes,
  origins,
}: Pick<KeyRecord, "id" | "ownerId" | "projectId" | "scopes" | "origins">): KeyPrincipal {
  return { kind: "key", userId: ownerId, keyId: id, projectId, permissions: scopes, origins, via: "bearer" };
}

/** Who began a chat or a run, as its row says. */
export type Maker = { ownerId: string; keyId: string | null; visitorId: string | null; projectId: string };

export function makerOf({ userId: ownerId, actor }: Scope, projectId: string): Maker {
  const keyId = actor.kind === "key" ? actor.id : null;
  return { ownerId, keyId, visitorId: actor.kind === "visitor" ? actor.id : null, projectId };
}

/** Whether something of a project's is the scope's, by who made it: the rule of the store's chat filters, for what is in memory. */
export function isMadeBy(scope: Scope, { ownerId, keyId, visitorId, projectId }: Maker): boolean {
  const { actor } = scope;
  if (ownerId !== scope.userId || (scope.projectId ?? projectId) !== projectId) return false;
  if (actor.kind === "user") return visitorId === null;
  return (actor.kind === "key" ? keyId : visitorId) === actor.id;
}

/** The scope of whoever made something, for ending it when its project, key or member goes. */
export function scopeOfMaker({ ownerId: userId, keyId, visitorId, projectId }: Maker): Scope {
  const permissions = [] as const;
  const via = "bearer" as const;
  if (visitorId !== null) return scopeOf({ kind: "visitor", userId, visitorId, projectId, permissions, via });
  return scopeOf(
    keyId === null ? { userId } : { kind: "key", userId, keyId, projectId, permissions, origins: [], via },
  );
}

export const hasRole = (scope: Pick<Scope, "role">, least: ProjectRole): boolean =>
  PROJECT_ROLES.indexOf(scope.role) >= PROJECT_ROLES.indexOf(least);

/** @throws forbidden */
export function requireRole(scope: Pick<Scope, "role">, least: ProjectRole): void {
  if (!hasRole(scope, least)) throw new AppError("forbidden");
}

/**
 * What may be done by keys; a person signed in may do it anyway. `visitor` is for visitors alone, and they may do nothing
 * else. @throws missing_scope
 */
export function requirePermission(principal: Principal, permission: KeyScope | "user" | "visitor"): void {
  if (permission === "visitor") {
    if (principal.kind === "visitor") return;
    throw new AppError("missing_scope");
  }
  if (principal.kind === "user") return;
  if (permission === "user" || !principal.permissions.includes(permission))
    throw new AppError("missing_scope");
}
