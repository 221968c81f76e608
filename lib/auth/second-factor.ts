import { createHash, randomBytes } from "node:crypto";
import { generateSecret, generateURI, verify } from "otplib";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { PRODUCT_NAME } from "@/lib/product";
import { getStore } from "@/lib/store";
import { isSealedByPrevious, type Resealed, resealAll, seal, unseal } from "./seal";

/** Seconds by which the clocks of a server and a phone may differ: one code before and after the present one. */
const TOLERANCE = 30;
/** Attempts that one account gets in a quarter of an hour, and in a day: of a million codes three count at a time. */
const TRIES = { quarter: 10, day: 100 };
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

const contextOf = (userId: string) => `second-factor:${userId}`;

/** Whether signing in to the account takes a code. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const factor = await (await getStore()).secondFactors.get(userId);
  return factor !== null && factor.confirmedAt !== null;
}

/** A new secret, of no effect before {@link confirmSecondFactor}. @throws `limit_reached` when one is in use */
export async function beginSecondFactor(user: { id: string; email: string }) {
  const secret = generateSecret();
  const { secondFactors } = await getStore();
  if (!(await secondFactors.begin(user.id, await seal(secret, contextOf(user.id))))) {
    throw new AppError("limit_reached", { message: "Two-step sign-in is already on" });
  }
  return { secret, uri: generateURI({ issuer: PRODUCT_NAME, label: user.email, secret }) };
}

/** Turns it on by a first code. @returns the recovery codes, shown this once; null: the code is wrong @throws `rate_limited` */
export async function confirmSecondFactor(userId: string, code: string): Promise<string[] | null> {
  const { secondFactors } = await getStore();
  const factor = await secondFactors.get(userId);
  if (!factor || factor.confirmedAt !== null) return null;
  await countTry(userId);
  if (!(await takeCode(userId, factor.secret, code))) return null;
  const codes = recoveryCodes();
  const hashes = codes.map((one) => hashOf(userId, one));
  return (await secondFactors.confirm(userId, factor.secret, hashes, Date.now())) ? codes : null;
}

/** Other recovery codes in the place of those before. */
export async function renewRecoveryCodes(userId: string): Promise<string[]> {
  const codes = recoveryCodes();
  const hashes = codes.map((code) => hashOf(userId, code));
  await (await getStore()).secondFactors.putRecovery(userId, hashes);
  return codes;
}

/**
 * Whether the account's second step is done: it has none, or `code` is the app's present one or a recovery code that is
 * left. Either counts once. Ask only after the password was right. @throws `rate_limited`
 */
export async function checkSecondFactor(
  userId: string,
  code: string | undefined,
): Promise<"passed" | "missing" | "wrong"> {
  const { secondFactors } = await getStore();
  const factor = await secondFactors.get(userId);
  if (!factor || factor.confirmedAt === null) return "passed";
  if (!code?.trim()) return "missing";
  await countTry(userId);
  const typed = code.toLowerCase().replace(/[\s-]/g, "");
  if (/^\d{6}$/.test(typed)) return (await takeCode(userId, factor.secret, typed)) ? "passed" : "wrong";
  return (await secondFactors.takeRecovery(userId, hashOf(userId, typed))) ? "passed" : "wrong";
}

async function takeCode(userId: string, sealed: string, code: string): Promise<boolean> {
  const secret = await unseal(sealed, contextOf(userId));
  if (secret === null) {
    // Recovery codes go on working.
    log().error({ userId }, "a second factor was sealed by another secret than this server has");
    return false;
  }
  if (!/^\d{6}$/.test(code)) return false;
  const epoch = Math.floor(Date.now() / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE });
  if (!result.valid) return false;
  const step = "timeStep" in result ? result.timeStep : Math.floor(epoch / 30) + result.delta;
  const { secondFactors } = await getStore();
  if (await isSealedByPrevious(sealed)) {
    await secondFactors.reseal(userId, sealed, await seal(secret, contextOf(userId)));
  }
  return secondFactors.takeStep(userId, step);
}

/** Seals anew what `ENCRYPTION_SECRET_PREVIOUS` has sealed. */
export async function resealSecondFactors(): Promise<Resealed> {
  const { secondFactors } = await getStore();
  const factors = await secondFactors.sealed();
  return resealAll(
    factors.map(({ userId, secret }) => ({
      sealed: secret,
      context: contextOf(userId),
      put: (sealed) => secondFactors.reseal(userId, secret, sealed),
    })),
  );
}

async function countTry(userId: string): Promise<void> {
  const { rateLimits } = await getStore();
  const now = Date.now();
  const most = env().RATE_LIMIT_SIGN_IN_MAX;
  for (const [name, max, span] of [
    ["quarter", TRIES.quarter, QUARTER_MS],
    ["day", TRIES.day, DAY_MS],
  ] as const) {
    const { count, resetAt } = await rateLimits.hit(`second-factor:${name}:${userId}`, span, now);
    if (count <= Math.min(max, most)) continue;
    const seconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
    throw new AppError("rate_limited", { headers: { "Retry-After": String(seconds) } });
  }
}

/** 16 characters of 31: 79 bits, which no guessing at their hashes finds. */
function recoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    let code = "";
    while (code.length < 16) {
      // 248 is the last multiple of 31: beyond it some characters would be likelier.
      for (const byte of randomBytes(16)) if (byte < 248 && code.length < 16) code += ALPHABET[byte % 31];
    }
    return code.replace(/(.{4})(?=.)/g, "$1-");
  });
}

function hashOf(userId: string, code: string): string {
  const plain = code.replaceAll("-", "");
  return createHash("sha256").update(`${userId}:${plain}`).digest("base64url");
}
