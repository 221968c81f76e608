import type { Scope } from "@/lib/store/types";

/** Who makes a request, taken from its credential and nothing else. */
export type Principal = {
  kind: "user";
  userId: string;
  /** The session row behind the token or cookie. */
  sessionId: string;
  /** When the person last proved who they are (epoch ms). */
  signedInAt: number;
  via: "bearer" | "cookie";
};

/** The only function that makes a {@link Scope}; an architecture test looks for casts elsewhere. */
export function scopeOf(principal: Pick<Principal, "userId">): Scope {
  return { ownerId: principal.userId } as Scope;
}
