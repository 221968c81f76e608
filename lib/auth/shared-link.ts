import { createHash, randomBytes } from "node:crypto";
import { getStore, type Scope, type ShareRecord } from "@/lib/store";
import { scopeOf } from "./scope";

/** The secret of a read-only link; only its hash is stored. */
export function newLinkToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashLinkToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whoever has the link may read what it names. Null when it was revoked or never was. */
export async function openLink(token: string): Promise<{ scope: Scope; share: ShareRecord } | null> {
  const share = await (await getStore()).shares.findByToken(hashLinkToken(token));
  return share && { scope: { ...scopeOf({ userId: share.ownerId }), projectId: share.projectId }, share };
}
