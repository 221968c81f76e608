import { createHash, randomBytes } from "node:crypto";
import { isAppError } from "@/lib/errors";
import { getStore, type Scope, type ShareRecord } from "@/lib/store";
import { projectScope } from "./access";

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
  if (!share) return null;
  // As they see it who made the link: it shows nothing any more once they left the project.
  const scope = await projectScope({ userId: share.ownerId }, share.projectId).catch((error) => {
    if (isAppError(error, "not_found")) return null;
    throw error;
  });
  return scope && { scope, share };
}
