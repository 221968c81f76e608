import {
  audit,
  endKeyUse,
  endLostSessions,
  hashLinkToken,
  hashPassword,
  newLinkToken,
  scopeOf,
} from "@/lib/auth";
import { invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { mailConfigured, publicUrl, sendMail } from "@/lib/mail";
import { keepAlive } from "@/lib/platform";
import { type ForgotPasswordInput, LIMITS, type ResetPasswordInput } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { mailText } from "@/lib/text/mail";

const LINK_MS = 60 * 60_000;
/** Links of one account that work at a time. */
const LINKS_MAX = 5;

/**
 * Makes a link that sets a new password, if there is such an account, and mails it; without mail it goes to the operator's
 * log. The work is done after the answer, which so tells nobody whether there is one.
 */
export function forgotPassword({ email }: ForgotPasswordInput): void {
  keepAlive(
    sendLink(email).catch((err) => log().error({ err }, "a link for a new password could not be made")),
  );
}

async function sendLink(email: string): Promise<void> {
  const { users } = await getStore();
  const found = await users.credentialsByEmail(email);
  if (!found || found.user.disabled) return;
  const { id: userId } = found.user;
  const link = publicUrl(await newResetLink(userId));
  if (mailConfigured()) sendMail(found.user.email, "reset", mailText.reset(), link);
  else log().warn({ userId, link }, "somebody forgot their password; give them this link");
}

/** The path of a link that works once, for an hour. */
export async function newResetLink(userId: string): Promise<string> {
  const token = newLinkToken();
  const { users } = await getStore();
  const reset = { tokenHash: hashLinkToken(token), expiresAt: Date.now() + LINK_MS };
  await users.addReset(userId, reset, LINKS_MAX);
  return `/reset?token=${token}`;
}

/**
 * Sets a new password by a link's secret, which is used up, and ends every session and token. Whoever got the link reads
 * the account's mail, which is so confirmed.
 * @throws `validation_failed` on `token`, `busy`
 */
export async function resetPassword({ token, password }: ResetPasswordInput): Promise<void> {
  const { users } = await getStore();
  const bad = () => invalid("token", "This link has expired or was used; ask for a new one");
  const userId = await users.takeReset(hashLinkToken(token), Date.now());
  const before = userId === null ? null : await users.get(userId);
  if (userId === null || !before || before.disabled) throw bad();
  const user = await users.update(userId, { passwordHash: await hashPassword(password) });
  if (!user) throw bad();
  if (mailConfigured() && !before.emailVerified) await dropEarlierWays(userId);
  await users.verifyEmail(userId, before.email, Date.now());
  await endLostSessions(userId);
  await audit({ actorId: userId, action: "password.reset", targetId: userId });
  sendMail(user.email, "password-changed", mailText.passwordChanged());
}

/**
 * Nobody had shown that the address was theirs, so whoever made the account may have been somebody else: their keys, linked
 * sign-ins and second factor must not outlive the owner's coming.
 */
async function dropEarlierWays(userId: string): Promise<void> {
  const { keys, users, secondFactors } = await getStore();
  const scope = scopeOf({ userId });
  await secondFactors.remove(userId);
  for (const { id } of await users.links(userId)) await users.unlink(userId, id, []);
  for (let left = true; left; ) {
    const { items } = await keys.list(scope, { limit: LIMITS.pageMax });
    for (const { id } of items) if (await keys.remove(scope, id)) endKeyUse(id);
    left = items.length === LIMITS.pageMax;
  }
}
