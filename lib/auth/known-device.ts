import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { secureCookies } from "./browser-session";
import { nextAuthSecret } from "./secrets";

/** Names a browser from which somebody has signed in to the account before. */
export const DEVICE_COOKIE = "known-device";
const LASTS_SECONDS = 180 * 24 * 60 * 60;

async function sign(id: string, email: string): Promise<Buffer> {
  const text = `known-device:${id}:${email.trim().toLowerCase()}`;
  return createHmac("sha256", await nextAuthSecret())
    .update(text)
    .digest();
}

/** A `Set-Cookie` value for the browser of somebody who has just proved to be who they say. */
export async function deviceCookie(email: string, requestIsSecure: boolean): Promise<string> {
  const id = randomBytes(12).toString("base64url");
  const value = `${id}.${(await sign(id, email)).toString("base64url")}`;
  const secure = secureCookies(requestIsSecure) ? "; Secure" : "";
  return `${DEVICE_COOKIE}=${value}; Path=/; Max-Age=${LASTS_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/** The device's own name when the cookie is ours and for this account, else null. */
export async function knownDevice(email: string, cookie: string | undefined): Promise<string | null> {
  const [id = "", signature = ""] = (cookie ?? "").split(".");
  const given = Buffer.from(signature, "base64url");
  const right = await sign(id, email);
  return id !== "" && given.length === right.length && timingSafeEqual(given, right) ? id : null;
}
