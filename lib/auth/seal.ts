import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { perProcess } from "@/lib/platform";
import { nextAuthSecret } from "./secrets";

/**
 * Secrets that must be read again (a provider's key) lie encrypted: AES-256-GCM, its key by HKDF-SHA-256 from the
 * installation's secret. The text is `v1.<id of the key>.<nonce>.<ciphertext and tag>`; `context` says what it belongs to
 * and is authenticated with it, so that it opens nowhere else.
 */
const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type SealKey = { id: string; key: Buffer };

const derived = () => perProcess<Map<string, SealKey>>("seal-keys", () => new Map());

function sealKey(secret: string): SealKey {
  const made = derived().get(secret);
  if (made) return made;
  const derive = (info: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, "", `chatbot-platform ${info}`, bytes));
  const key = { id: derive("key id", 6).toString("base64url"), key: derive("seal", 32) };
  derived().set(secret, key);
  return key;
}

async function presentKey(): Promise<SealKey> {
  return sealKey(env().ENCRYPTION_SECRET ?? (await nextAuthSecret()));
}

async function openingKeys(): Promise<SealKey[]> {
  const { ENCRYPTION_SECRET_PREVIOUS: previous } = env();
  return [await presentKey(), ...(previous ? [sealKey(previous)] : [])];
}

/** @param context what the secret belongs to, such as a table and an id */
export async function seal(text: string, context: string): Promise<string> {
  const { id, key } = await presentKey();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** Null: sealed by a secret that this installation does not have, for another context, or not by {@link seal}. */
export async function unseal(sealed: string, context: string): Promise<string | null> {
  const [version, id, nonce = "", body = ""] = sealed.split(".");
  const key = (await openingKeys()).find((known) => known.id === id);
  const bytes = Buffer.from(body, "base64url");
  if (version !== VERSION || !key || bytes.length < TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.key, Buffer.from(nonce, "base64url"))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** Whether it was sealed by a secret that is to go. */
export async function isSealedByPrevious(sealed: string): Promise<boolean> {
  return sealed.split(".")[1] !== (await presentKey()).id;
}

/** `unopened`: what neither secret opens. */
export type Resealed = { done: number; unopened: number };

/** Seals anew what the secret that is to go has sealed. What can't be opened stays as it is. */
export async function resealAll(
  kept: readonly { sealed: string; context: string; put(sealed: string): Promise<boolean> }[],
): Promise<Resealed> {
  const found = { done: 0, unopened: 0 };
  for (const { sealed, context, put } of kept) {
    if (!(await isSealedByPrevious(sealed))) continue;
    const text = await unseal(sealed, context);
    if (text === null) found.unopened += 1;
    else if (await put(await seal(text, context))) found.done += 1;
  }
  return found;
}
