import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import { getStore, type KeyRecord, type KeySecret } from "@/lib/store";

/*
 * A secret is `cbp_`, 32 random characters of base 62 (190 bits) and 6 more that are their CRC-32: a scanner can tell it
 * from chance, and a mistyped one costs no query.
 */
const MARK = "cbp_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH = 32;
const CHECK_LENGTH = 6;
const SHOWN_LENGTH = MARK.length + 8;

const FORM = new RegExp(`^${MARK}([0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECK_LENGTH}})$`);
const ANYWHERE = new RegExp(`${MARK}[0-9A-Za-z]{8,}`, "g");

/** A new secret, and what is kept of it. */
export function newKeySecret(): { secret: string; kept: KeySecret } {
  let random = "";
  while (random.length < RANDOM_LENGTH) {
    for (const byte of randomBytes(RANDOM_LENGTH)) {
      // 248 is the last multiple of 62: beyond it some digits would be likelier than others.
      if (byte < 248 && random.length < RANDOM_LENGTH) random += DIGITS[byte % 62];
    }
  }
  const secret = `${MARK}${random}${checkOf(random)}`;
  return { secret, kept: keptOf(secret) };
}

function checkOf(random: string): string {
  let rest = crc32(random);
  let check = "";
  for (let i = 0; i < CHECK_LENGTH; i++) {
    check = (DIGITS[rest % 62] ?? "") + check;
    rest = Math.floor(rest / 62);
  }
  return check;
}

function keptOf(secret: string): KeySecret {
  return {
    hash: createHash("sha256").update(secret).digest("hex"),
    prefix: secret.slice(0, SHOWN_LENGTH),
    last4: secret.slice(-4),
  };
}

/** Whether a credential claims to be a key of ours. */
export const looksLikeKey = (credential: string): boolean => credential.startsWith(MARK);

/** A secret as it may be shown: its beginning and its end. */
export function maskSecret(credential: string): string {
  if (credential.length <= 8) return "*".repeat(credential.length);
  const head = looksLikeKey(credential) ? credential.slice(0, SHOWN_LENGTH) : credential.slice(0, 3);
  return credential.length < head.length + 8 ? `${head}***` : `${head}***${credential.slice(-4)}`;
}

/** Text for a log, with every secret of ours in it masked. */
export const maskSecrets = (text: string): string => text.replace(ANYWHERE, maskSecret);

/** A request's path for a log. A secret that was put into it is masked however it is spelled. */
export function maskPath(pathname: string): string {
  if (!pathname.includes("%")) return maskSecrets(pathname);
  try {
    const decoded = decodeURIComponent(pathname);
    return holdsSecret(decoded) ? maskSecrets(decoded) : maskSecrets(pathname);
  } catch {
    return maskSecrets(pathname);
  }
}

/** For a secret that stands where it can be read by others: in a URL. */
export function holdsSecret(text: string): boolean {
  return text.includes(MARK) && text.search(ANYWHERE) >= 0;
}

/** The key that a secret belongs to, or null: unknown, expired, revoked, rotated away, its project or owner gone. */
export async function findKey(secret: string, now: number = Date.now()): Promise<KeyRecord | null> {
  const [, random = "", check] = FORM.exec(secret) ?? [];
  if (check === undefined || checkOf(random) !== check) return null;
  const { hash, prefix } = keptOf(secret);
  const { keys } = await getStore();
  const asked = Buffer.from(hash, "hex");
  let found: KeyRecord | null = null;
  for (const candidate of await keys.withPrefix(prefix, now)) {
    if (timingSafeEqual(asked, Buffer.from(candidate.secret.hash, "hex"))) found = candidate.key;
  }
  return found;
}

const TOUCH_EVERY_MS = 60_000;

/** Remembers that a key was used; at most once a minute. */
export async function noteKeyUse(key: KeyRecord, now: number = Date.now()): Promise<void> {
  if (key.lastUsedAt !== null && now - key.lastUsedAt < TOUCH_EVERY_MS) return;
  await (await getStore()).keys.touch(key.id, now);
}
