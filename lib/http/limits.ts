import { createHash } from "node:crypto";
import { knownDevice, type Principal } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";

/** What one counter says after a hit. */
export type Quota = { limit: number; remaining: number; resetSeconds: number };

async function hit(key: string, limit: number): Promise<Quota> {
  const now = Date.now();
  const { rateLimits } = await getStore();
  const { count, resetAt } = await rateLimits.hit(key, env().RATE_LIMIT_WINDOW_MS, now);
  const resetSeconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
  const quota = { limit, remaining: Math.max(0, limit - count), resetSeconds };
  if (count > limit) {
    throw new AppError("rate_limited", {
      headers: { "Retry-After": String(resetSeconds), ...quotaHeaders(quota) },
    });
  }
  return quota;
}

export function quotaHeaders(quota: Quota): Record<string, string> {
  return {
    "RateLimit-Limit": String(quota.limit),
    "RateLimit-Remaining": String(quota.remaining),
    "RateLimit-Reset": String(quota.resetSeconds),
  };
}

/** Ten times the anonymous quota per user, else one per address. @throws `rate_limited` */
export function hitGeneral(userId: string | undefined, address: string): Promise<Quota> {
  const limit = env().RATE_LIMIT_MAX_REQUESTS;
  return userId ? hit(`user:${userId}`, limit * 10) : hit(`address:${address}`, limit);
}

/**
 * The general quota of whoever asks. A visitor has an anonymous one's, and their address ten times that: what they do never
 * counts against the assistant's owner. @throws `rate_limited`
 */
export async function hitCaller(principal: Principal | null, address: string): Promise<Quota> {
  if (principal?.kind !== "visitor") return hitGeneral(principal?.userId, address);
  await hitVisit(address);
  return hit(`visitor:${principal.visitorId}`, env().RATE_LIMIT_MAX_REQUESTS);
}

/** What an address may ask for without a name at the places where visitors come in. @throws `rate_limited` */
export function hitVisit(address: string): Promise<Quota> {
  return hit(`visitors:address:${address}`, env().RATE_LIMIT_MAX_REQUESTS * 10);
}

/** Visitors that one address makes. @throws `rate_limited` */
export function hitNewVisitor(address: string): Promise<Quota> {
  return hit(`visitors:new:${address}`, Math.max(1, Math.floor(env().RATE_LIMIT_MAX_REQUESTS / 2)));
}

/**
 * Guesses at the password of an assistant's link: of one address, and of all together fifty times as many.
 * @throws `rate_limited`
 */
export async function hitLinkPassword(projectId: string, address: string): Promise<void> {
  const max = env().RATE_LIMIT_SIGN_IN_MAX;
  await hit(`link:${projectId}:${address}`, max);
  await hit(`link:${projectId}`, max * ACCOUNT_FACTOR);
}

/** Sign-in and registration attempts of one address. @throws `rate_limited` */
export function hitSignInAddress(address: string): Promise<Quota> {
  return hit(`sign-in:address:${address}`, env().RATE_LIMIT_SIGN_IN_MAX);
}

/** A stranger's guesses must not lock the owner out, nor may many addresses guess together without end. */
const ACCOUNT_FACTOR = 50;

/**
 * Attempts on one account: of one address, and of all addresses together fifty times as many. A browser from which the
 * account was signed in to before has a count of its own, which no stranger can use up. @throws `rate_limited`
 */
export async function hitSignInAccount(
  email: string,
  address: string,
  deviceCookie: string | undefined,
): Promise<Quota> {
  const account = createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
  const max = env().RATE_LIMIT_SIGN_IN_MAX;
  const device = await knownDevice(email, deviceCookie);
  if (device) return hit(`sign-in:device:${account}:${device}`, max);
  const quota = await hit(`sign-in:account:${account}:${address}`, max);
  await hit(`sign-in:account:${account}`, max * ACCOUNT_FACTOR);
  return quota;
}

/** Guesses at the password of somebody who is signed in already. @throws `rate_limited` */
export function hitPasswordCheck(userId: string): Promise<Quota> {
  return hit(`password:${userId}`, env().RATE_LIMIT_SIGN_IN_MAX);
}

/** Archives of a whole account: each is the work of very many requests. @throws `rate_limited` */
export function hitArchive(userId: string): Promise<Quota> {
  return hit(`archive:${userId}`, Math.max(1, Math.floor(env().RATE_LIMIT_MAX_REQUESTS / 10)));
}
