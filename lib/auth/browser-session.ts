import { decode, encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/env";
import { isId, newId } from "@/lib/ids";
import { getStore, type SessionRecord, type UserRecord } from "@/lib/store";
import { nextAuthSecret } from "./secrets";
import type { TokenClaims } from "./tokens";

/** Seconds an idle browser session lasts. */
export const BROWSER_SESSION_SECONDS = 30 * 24 * 60 * 60;

/** next-auth's name for it; over HTTPS a cookie without the prefix could have been planted and is not read. */
export function sessionCookieName(secure: boolean): string {
  return `${secure ? "__Secure-" : ""}next-auth.session-token`;
}

/** Whether cookies are bound to HTTPS: by the configured public address, else by how this request came. */
export function secureCookies(requestIsSecure: boolean): boolean {
  const configured = env().NEXTAUTH_URL;
  return configured ? configured.startsWith("https:") : requestIsSecure;
}

/** Milliseconds in which a second step has to follow. */
const SECOND_STEP_MS = 10 * 60_000;

/** Opens the session row that a browser's cookie stands for. `second-step`: one that opens nothing before a code was given. */
export async function openBrowserSession(
  user: { id: string; ver: number },
  userAgent: string,
  kind: "browser" | "second-step" = "browser",
): Promise<TokenClaims> {
  const now = Date.now();
  const { sessions } = await getStore();
  const sid = newId(now);
  await sessions.create({
    id: sid,
    userId: user.id,
    kind,
    ver: user.ver,
    userAgent,
    createdAt: now,
    expiresAt: now + (kind === "browser" ? BROWSER_SESSION_SECONDS * 1000 : SECOND_STEP_MS),
  });
  return { userId: user.id, sid, ver: user.ver };
}

/** What next-auth keeps in its cookie: its own fields and our claims. */
export function cookieToken(user: UserRecord, claims: TokenClaims) {
  return { sub: user.id, name: user.name, email: user.email, picture: user.image, ...claims };
}

/** A `Set-Cookie` value with a fresh session, as next-auth itself would write it. */
export async function renewedSessionCookie(
  user: UserRecord,
  claims: TokenClaims,
  requestIsSecure: boolean,
): Promise<string> {
  const value = await encode({
    secret: await nextAuthSecret(),
    maxAge: BROWSER_SESSION_SECONDS,
    token: cookieToken(user, claims),
  });
  return setSessionCookie(value, BROWSER_SESSION_SECONDS, requestIsSecure);
}

/** A `Set-Cookie` value that makes the browser forget its session. */
export function endedSessionCookie(requestIsSecure: boolean): string {
  return setSessionCookie("", 0, requestIsSecure);
}

function setSessionCookie(value: string, maxAge: number, requestIsSecure: boolean): string {
  const secure = secureCookies(requestIsSecure);
  const attributes = `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return `${sessionCookieName(secure)}=${value}; ${attributes}`;
}

export type CookieClaims = TokenClaims & {
  /** The cookie is old enough to be written anew, lest it end while its session goes on. */
  ageing: boolean;
};

/** A cookie is renewed once a day of use. */
const RENEW_AFTER_MS = 24 * 60 * 60_000;

/** The claims of an unexpired cookie that we made, or null. Says nothing yet about the session's row. */
export async function decodeSessionCookie(value: string): Promise<CookieClaims | null> {
  const secret = await nextAuthSecret();
  const token = await decode({ token: value, secret }).catch(() => null);
  const claims = claimsOf(token);
  const issuedAt = typeof token?.iat === "number" ? token.iat * 1000 : 0;
  return claims && { ...claims, ageing: Date.now() - issuedAt > RENEW_AFTER_MS };
}

/** The cookie of a session that goes on, prolonged as its row is; null when the session is gone meanwhile. */
export async function slidCookie(sessionId: string, requestIsSecure: boolean): Promise<string | null> {
  const { sessions } = await getStore();
  const found = await sessions.find(sessionId, Date.now());
  if (!found) return null;
  const { user, session } = found;
  const claims = { userId: user.id, sid: session.id, ver: session.ver };
  return renewedSessionCookie(user, claims, requestIsSecure);
}

/** Our claims within next-auth's token, or null. */
export function claimsOf(token: JWT | null): TokenClaims | null {
  if (!token || !isId(token.userId) || !isId(token.sid) || typeof token.ver !== "number") return null;
  return { userId: token.userId, sid: token.sid, ver: token.ver };
}

const TOUCH_EVERY_MS = 5 * 60_000;

/** The row and user behind a credential; null when revoked, expired or older than the password. */
export async function findSession(
  claims: TokenClaims,
): Promise<{ session: SessionRecord; user: UserRecord } | null> {
  const now = Date.now();
  const { sessions } = await getStore();
  const found = await sessions.find(claims.sid, now, claims.userId);
  if (!found || found.user.id !== claims.userId || found.session.ver !== claims.ver) return null;
  if (now - found.session.lastSeenAt > TOUCH_EVERY_MS) {
    const prolonged = found.session.kind === "browser" ? now + BROWSER_SESSION_SECONDS * 1000 : undefined;
    await sessions.touch(claims.sid, now, prolonged);
  }
  return found;
}
