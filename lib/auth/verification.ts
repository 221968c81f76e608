import { createHmac, timingSafeEqual } from "node:crypto";
import { isId } from "@/lib/ids";
import { log } from "@/lib/log";
import { mailConfigured, publicUrl, sendMail } from "@/lib/mail";
import type { UserRecord } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { jwtSecret } from "./secrets";

/** Milliseconds that a link confirming an address works. */
export const CONFIRM_MS = 3 * 24 * 60 * 60_000;

type Claim = { userId: string; email: string };

async function sign(text: string): Promise<Buffer> {
  const key = createHmac("sha256", await jwtSecret())
    .update("confirm-address")
    .digest();
  return createHmac("sha256", key).update(text).digest();
}

/**
 * Says that whoever has it reads this address's mail. It is signed, not stored: to confirm an address twice does no more
 * than once, so a double click is answered alike, and another address makes it worth nothing.
 */
async function addressToken({ userId, email }: Claim, now: number = Date.now()): Promise<string> {
  const text = Buffer.from(JSON.stringify([userId, email, now + CONFIRM_MS])).toString("base64url");
  return `${text}.${(await sign(text)).toString("base64url")}`;
}

/** Null for anything that we did not sign, or that has expired. */
export async function readAddressToken(token: string, now: number = Date.now()): Promise<Claim | null> {
  const [text = "", signature = "", more] = token.split(".", 3);
  const given = Buffer.from(signature, "base64url");
  const right = await sign(text);
  if (more !== undefined || given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [userId, email, until] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as unknown[];
  if (!isId(userId) || typeof email !== "string" || typeof until !== "number" || until < now) return null;
  return { userId, email };
}

/** Sends the link that shows an address to be theirs; without mail it goes to the operator's log. */
export async function sendVerification({ id: userId, email }: Pick<UserRecord, "id" | "email">) {
  const url = publicUrl(`/verify?token=${await addressToken({ userId, email })}`);
  if (mailConfigured()) sendMail(email, "verify", mailText.verify(), url);
  else log().warn({ userId, link: url }, "somebody is to confirm their email; give them this link");
}
