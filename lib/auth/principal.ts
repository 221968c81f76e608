import type { UserRecord } from "@/lib/store";
import { findKey, looksLikeKey, noteKeyUse } from "./api-keys";
import { decodeSessionCookie, findSession, secureCookies, sessionCookieName } from "./browser-session";
import { noteQuota } from "./quotas";
import { type KeyPrincipal, type Principal, principalOfKey, type UserPrincipal } from "./scope";
import { type TokenClaims, verifyToken } from "./tokens";
import { findVisitor, looksLikeVisitor } from "./visitors";

type CookieReader = { get(name: string): { value: string } | undefined };

async function principalOf(
  claims: TokenClaims | null,
  via: UserPrincipal["via"],
): Promise<UserPrincipal | null> {
  const found = claims && (await findSession(claims));
  if (!found) return null;
  const kind = via === "bearer" ? "token" : "browser";
  if (found.session.kind !== kind) return null;
  noteQuota(found.user);
  return {
    kind: "user",
    userId: found.user.id,
    sessionId: found.session.id,
    signedInAt: found.session.createdAt,
    via,
  };
}

async function keyPrincipal(secret: string): Promise<KeyPrincipal | null> {
  const key = await findKey(secret);
  if (!key) return null;
  await noteKeyUse(key);
  return principalOfKey(key);
}

/**
 * Who asks. A stated bearer token is the credential even when it is bad: falling back to the cookie would let a
 * request act as somebody it did not name.
 */
export async function principalFromRequest(
  headers: Headers,
  cookies: CookieReader,
  requestIsSecure: boolean,
): Promise<Principal | null> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    if (!token) return null;
    if (looksLikeKey(token)) return keyPrincipal(token);
    if (looksLikeVisitor(token)) return findVisitor(token);
    return principalOf(await verifyToken(token), "bearer");
  }
  return principalFromCookies(cookies, requestIsSecure);
}

export async function principalFromCookies(
  cookies: CookieReader,
  requestIsSecure: boolean,
): Promise<UserPrincipal | null> {
  const cookie = cookies.get(sessionCookieName(secureCookies(requestIsSecure)))?.value;
  const claims = cookie ? await decodeSessionCookie(cookie) : null;
  const principal = await principalOf(claims, "cookie");
  return principal && { ...principal, ageing: claims?.ageing === true };
}

/** Who has signed in elsewhere in this browser and is still to give a code. */
export async function secondStepFromCookies(
  cookies: CookieReader,
  requestIsSecure: boolean,
): Promise<{ user: UserRecord; sessionId: string } | null> {
  const cookie = cookies.get(sessionCookieName(secureCookies(requestIsSecure)))?.value;
  const claims = cookie ? await decodeSessionCookie(cookie) : null;
  const found = claims && (await findSession(claims));
  return found?.session.kind === "second-step" ? { user: found.user, sessionId: found.session.id } : null;
}
