import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { invalid } from "@/lib/errors";
import { nextAuthSecret } from "./secrets";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What a visitor of a link holds instead of ids: cursors that only this link's secret opens, and names for messages that
 * lead nowhere. Keyed by the server's secret and the link's, so nothing of one link is worth anything at another.
 */
export async function sealerOf(token: string): Promise<{
  seal(cursor: string | null): string | null;
  /** @throws `validation_failed` on `cursor` for what we did not make for this link */
  open(cursor: string | undefined): string | undefined;
  nameOf(id: string): string;
}> {
  const key = createHmac("sha256", await nextAuthSecret())
    .update(`link:${token}`)
    .digest();
  return {
    seal(cursor) {
      if (cursor === null) return null;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const body = Buffer.concat([cipher.update(cursor, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(cursor) {
      if (cursor === undefined) return undefined;
      try {
        const bytes = Buffer.from(cursor, "base64url");
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        throw invalid("cursor", "cursor is not valid");
      }
    },
    nameOf: (id) => createHmac("sha256", key).update(id).digest("base64url").slice(0, 16),
  };
}
