import { endLostSessions, hashLinkToken, hashPassword, newLinkToken } from "@/lib/auth";
import { env } from "@/lib/env";
import { invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { keepAlive } from "@/lib/platform";
import type { ForgotPasswordInput, ResetPasswordInput } from "@/lib/schemas";
import { getStore } from "@/lib/store";

const LINK_MS = 60 * 60_000;
/** Links of one account that work at a time. */
const LINKS_MAX = 5;

/**
 * Makes a link that sets a new password, if there is such an account. The work is done after the answer, which so tells
 * nobody whether there is one. No mail is sent: the link goes to the operator's log.
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
  const link = atHome(await newResetLink(userId));
  log().warn({ userId, link }, "somebody forgot their password; give them this link");
}

/** The path of a link that works once, for an hour. */
export async function newResetLink(userId: string): Promise<string> {
  const token = newLinkToken();
  const { users } = await getStore();
  const reset = { tokenHash: hashLinkToken(token), expiresAt: Date.now() + LINK_MS };
  await users.addReset(userId, reset, LINKS_MAX);
  return `/reset?token=${token}`;
}

/** The address is never the request's, which whoever asks could choose. */
function atHome(path: string): string {
  const { NEXTAUTH_URL, FRONTEND_URL } = env();
  const home = [NEXTAUTH_URL, FRONTEND_URL.split(",")[0]?.trim()].find((url) => url && URL.canParse(url));
  return home ? new URL(path, home).href : path;
}

/**
 * Sets a new password by a link's secret, which is used up, and ends every session and token.
 * @throws `validation_failed` on `token`, `busy`
 */
export async function resetPassword({ token, password }: ResetPasswordInput): Promise<void> {
  const { users } = await getStore();
  const bad = () => invalid("token", "This link has expired or was used; ask for a new one");
  const userId = await users.takeReset(hashLinkToken(token), Date.now());
  if (userId === null || (await users.get(userId))?.disabled) throw bad();
  const user = await users.update(userId, { passwordHash: await hashPassword(password) });
  if (!user) throw bad();
  await endLostSessions(userId);
}
