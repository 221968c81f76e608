import type { EmbedAllowance, EmbedLink, EmbedSettings } from "@/lib/schemas";
import type { Scope } from "./scope";

/** How a project is open to people without an account: in web sites, and by a link. One per project. */
export type EmbedRecord = {
  projectId: string;
  settings: EmbedSettings;
  link: EmbedLink & { hasPassword: boolean };
  /** Rises with everything that shuts out whoever came in by the link before. */
  linkEpoch: number;
  updatedAt: number;
};

/** With what only `lib/auth` needs. */
export type OpenEmbed = EmbedRecord & {
  /** Who keeps the project, and answers for what visitors do. */
  ownerId: string;
  projectName: string;
  passwordHash: string | null;
};

/** Somebody without an account. */
export type VisitorRecord = {
  id: string;
  projectId: string;
  /** The origin of the web site they came by, or `link:` with the link's epoch. */
  via: string;
  createdAt: number;
  /** Moves with their visits; from then on they, and what they said, are forgotten. */
  expiresAt: number;
};

/** One of the counts that a message must fit into, on one day. */
export type EmbedCount = {
  of: "visitor" | "address" | "embed";
  /** The visitor's id, a mark of the address; empty for the embed's own. */
  who: string;
  allowance: EmbedAllowance & { concurrent: number };
};
export type EmbedWish = { holdId: string; tokens: number; day: string; holdUntil: number };
export type EmbedRefusal = {
  of: EmbedCount["of"];
  reason: "messages" | "tokens" | "concurrent";
  limit: number;
};

export interface EmbedStore {
  get(scope: Scope, projectId: string): Promise<EmbedRecord | null>;
  /** Null when the project is not there; `taken`: another project's link has this slug. */
  put(
    scope: Scope,
    projectId: string,
    input: { settings: EmbedSettings; link: EmbedLink; passwordHash: string | null; linkEpoch: number },
  ): Promise<EmbedRecord | "taken" | null>;
  /** For `lib/auth`: by the project's id or the link's slug, while project and owner are there. */
  find(name: string): Promise<OpenEmbed | null>;

  /** Null when the project is gone meanwhile. */
  addVisitor(
    visitor: Pick<VisitorRecord, "projectId" | "via" | "expiresAt"> & { id: string; tokenHash: string },
  ): Promise<VisitorRecord | null>;
  /** For `lib/auth`: a visitor that has not expired at `now`, with the assistant as it is set up now. */
  findVisitor(
    id: string,
    now: number,
  ): Promise<{ visitor: VisitorRecord; tokenHash: string; embed: OpenEmbed } | null>;
  /** Moves `expiresAt` forward, never back. */
  touchVisitor(id: string, expiresAt: number): Promise<void>;
  /** Their tokens find nothing any more; what they said goes with the next sweep. One, or all of a project. */
  endVisitors(scope: Scope, projectId: string, visitorId?: string): Promise<number>;
  countVisitors(scope: Scope, projectId: string, now: number): Promise<number>;
  /** How visitors rated the answers that are still there. What they rated is theirs. */
  visitorRatings(scope: Scope, projectId: string): Promise<{ up: number; down: number }>;

  /**
   * Counts a message into all of the counts or into none, however many ask in however many processes. A hold that is not
   * charged by its end stays used. `tokens`: what may be taken, less than wished near the end of an allowance.
   */
  reserve(
    projectId: string,
    counts: EmbedCount[],
    wish: EmbedWish,
    now: number,
  ): Promise<{ ok: true; tokens: number } | { ok: false; refusal: EmbedRefusal }>;
  /** Puts what was used in the place of what was held; null: nothing was said, and nothing counts. Once per hold. */
  charge(
    projectId: string,
    counts: Pick<EmbedCount, "of" | "who">[],
    hold: Pick<EmbedWish, "holdId" | "day">,
    tokens: number | null,
  ): Promise<void>;
  used(scope: Scope, projectId: string, day: string): Promise<{ messages: number; tokens: number }>;
}
