import type { ProjectRole } from "@/lib/schemas";
import type { Scope } from "./scope";

/** Somebody on a project that another keeps. The keeper (`ProjectRecord.ownerId`) is an owner without such a row. */
export type MemberRecord = { projectId: string; userId: string; role: ProjectRole; createdAt: number };

/** A project that somebody is a member of. */
export type MembershipRecord = MemberRecord & { ownerId: string };

export interface MemberStore {
  /**
   * For `lib/auth`, which makes the scope of it: whose project it is and what the user may do there. Null when it is
   * neither theirs nor shared with them.
   */
  access(userId: string, projectId: string): Promise<{ ownerId: string; role: ProjectRole } | null>;
  /** Who is on the project beside its keeper, longest there first. */
  list(scope: Scope, projectId: string): Promise<MemberRecord[]>;
  /**
   * Adds somebody, or changes their role. Null when the project is not there, the user is not there, or keeps it.
   * @throws `limit_reached` at `limit` members
   */
  put(
    scope: Scope,
    projectId: string,
    member: { userId: string; role: ProjectRole },
    limit: number,
  ): Promise<MemberRecord | null>;
  /** From now on the project and their chats in it are hidden from them; who comes back finds them again. */
  remove(scope: Scope, projectId: string, userId: string): Promise<boolean>;
  /** Projects that are shared with a person, newest membership first. Nothing for keys and visitors. */
  shared(scope: Scope): Promise<MembershipRecord[]>;
  /**
   * Hands the project over: a member becomes its keeper, with all that belongs to it, and the keeper an owner beside
   * them. A crash in between leaves both with their rights; repeating it finishes. False when `userId` is no member.
   */
  handOver(scope: Scope, projectId: string, userId: string): Promise<boolean>;
}
