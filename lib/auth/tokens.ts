import { jwtVerify, SignJWT } from "jose";
import { env } from "@/lib/env";
import { isId, newId } from "@/lib/ids";
import { getStore } from "@/lib/store";
import { jwtSecret } from "./secrets";

export type TokenClaims = { userId: string; sid: string; ver: number };

const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** `7d`, `12h`, `30m`, `45s`, `2w` or plain seconds, in milliseconds. */
function durationMs(text: string): number {
  const match = /^(\d+)\s*([smhdw])?$/.exec(text);
  const unit = (match?.[2] ?? "s") as keyof typeof UNITS;
  return Number(match?.[1] ?? 0) * UNITS[unit] * 1000;
}

/** Opens a session row and signs an API token for it. */
export async function issueToken(user: { id: string; ver: number }, userAgent: string): Promise<string> {
  const now = Date.now();
  const expiresAt = now + durationMs(env().JWT_EXPIRES_IN);
  const { sessions } = await getStore();
  const sid = newId(now);
  await sessions.create({
    id: sid,
    userId: user.id,
    kind: "token",
    ver: user.ver,
    userAgent,
    createdAt: now,
    expiresAt,
  });
  return signToken({ userId: user.id, sid, ver: user.ver }, now, expiresAt);
}

async function signToken(claims: TokenClaims, issuedAt: number, expiresAt: number): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(Math.floor(issuedAt / 1000))
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(await jwtSecret());
}

/** Tokens whose signature has been checked; their session is looked up each time all the same. */
const KNOWN_MAX = 1_000;
const known = new Map<string, { claims: TokenClaims; expiresAt: number; secret: string }>();

/** The claims of a token that we signed and that has not expired; null for anything else. */
export async function verifyToken(token: string): Promise<TokenClaims | null> {
  const secret = await jwtSecret();
  const mark = Buffer.from(secret).toString("base64");
  const seen = known.get(token);
  if (seen && seen.secret === mark && seen.expiresAt > Date.now()) return seen.claims;
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ["HS256"],
      requiredClaims: ["exp", "userId", "sid", "ver"],
    });
    const { userId, sid, ver, exp = 0 } = payload;
    if (!isId(userId) || !isId(sid) || typeof ver !== "number") return null;
    const claims = { userId, sid, ver };
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(token, { claims, expiresAt: exp * 1000, secret: mark });
    return claims;
  } catch (error) {
    // A secret that can't be read is our fault, not the caller's.
    if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return null;
    throw error;
  }
}
