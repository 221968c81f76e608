import type { KeyScope, ProjectRole } from "@/lib/schemas";

/** Through what somebody acts: a sign-in, an API key, a visit to an embedded assistant. */
export type Actor =
  | { readonly kind: "user" }
  | { readonly kind: "key"; readonly id: string }
  | { readonly kind: "visitor"; readonly id: string };

declare const scopeBrand: unique symbol;
/**
 * Who acts, through what, on which project, and what they may do there. Only `lib/auth` builds one.
 * - What belongs to a project (files, configs, versions …) is filtered by `ownerId` and `projectId`.
 * - What was said (chats, messages, runs, idempotency, news, usage) is filtered by `userId` and `actor`: members see
 *   their own chats only, a key and a visitor those that they made.
 */
export type Scope = {
  /** Whose project it is; the person's own id where no project is named. */
  readonly ownerId: string;
  /** Who answers for what is done: the person, the key's maker, the owner of the visited assistant. */
  readonly userId: string;
  readonly actor: Actor;
  /** Absent: all projects of the owner's. */
  readonly projectId?: string;
  readonly role: ProjectRole;
  readonly permissions: readonly KeyScope[];
  readonly [scopeBrand]: true;
};

export type PageRequest = { limit: number; cursor?: string | undefined };
export type Page<T> = { items: T[]; nextCursor: string | null };
