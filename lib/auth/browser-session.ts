import { decode, encode } from "next-auth/jwt";
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

/** Opens the session row that a browser's cookie stands for. */
export async function openBrowserSession(
  user: { id: string; ver: number },
  userAgent: string,
): Promise<TokenClaims> {
  const now = Date.now();
  const { sessions } = await getStore();
  const sid = newId(now);
  await sessions.create({
    id: sid,
    userId: user.id,
    kind: "browser",
    ver: user.ver,
    userAgent,
    createdAt: now,
    expiresAt: now + BROWSER_SESSION_SECONDS * 1000,
  });
  return { userId: user.id, sid, ver: user.ver };
}

/** The value of a fresh session cookie, readable by next-auth. */
export async function encodeSessionCookie(user: UserRecord, claims: TokenClaims): Promise<string> {
  return encode({
    secret: await nextAuthSecret(),
    maxAge: BROWSER_SESSION_SECONDS,
    token: { sub: user.id, name: user.name, email: user.email, picture: user.image, ...claims },
  });
}

/** The claims of an unexpired cookie that we made, or null. Says nothing yet about the session's row. */
export async function decodeSessionCookie(value: string): Promise<TokenClaims | null> {
  const secret = await nextAuthSecret();
  const token = await decode({ token: value, secret }).catch(() => null);
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
  const found = await sessions.find(claims.sid, now);
  if (!found || found.user.id !== claims.userId || found.session.ver !== claims.ver) return null;
  if (now - found.session.lastSeenAt > TOUCH_EVERY_MS) await sessions.touch(claims.sid, now);
  return found;
}
