import { audit, readAddressToken, sendVerification } from "@/lib/auth";
import { AppError, invalid } from "@/lib/errors";
import type { VerifyEmailInput } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";

/** Another link for the caller. Whether the address is confirmed already is said. */
export async function resendVerification(scope: Scope): Promise<{ verified: boolean }> {
  const user = await (await getStore()).users.get(scope.userId);
  if (!user) throw new AppError("unauthenticated");
  if (!user.emailVerified) await sendVerification(user);
  return { verified: user.emailVerified };
}

/** Confirms an address by a link's token, however often. @throws `validation_failed` on `token` */
export async function verifyEmail({ token }: VerifyEmailInput): Promise<void> {
  const claim = await readAddressToken(token);
  const { users } = await getStore();
  if (!claim || !(await users.verifyEmail(claim.userId, claim.email, Date.now()))) {
    throw invalid("token", "This link has expired or is for another address; ask for a new one");
  }
  await audit({ actorId: claim.userId, action: "email.verify", targetId: claim.userId });
}
