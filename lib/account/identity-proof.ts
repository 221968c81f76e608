import { comparePassword } from "@/lib/auth";
import { AppError, invalid } from "@/lib/errors";
import { type Credentials, getStore, type Scope } from "@/lib/store";

/** How long a sign-in stands in for the password of an account that has none. */
const RECENT_SIGN_IN_MS = 10 * 60_000;

/** @throws `unauthenticated` when the account was removed meanwhile */
export async function credentialsOf(scope: Scope): Promise<Credentials> {
  const { users } = await getStore();
  const found = await users.credentialsById(scope.userId);
  if (!found) throw new AppError("unauthenticated");
  return found;
}

/** Fresh proof that it is the owner who asks. @throws `validation_failed` on `currentPassword`, `busy` */
export async function proveIdentity(
  { passwordHash }: Credentials,
  currentPassword: string | undefined,
  signedInAt: number,
): Promise<void> {
  if (passwordHash === null) {
    if (Date.now() - signedInAt < RECENT_SIGN_IN_MS) return;
    throw invalid("currentPassword", "Sign in again to confirm this change");
  }
  if (!currentPassword) throw invalid("currentPassword", "Current password is required");
  if (!(await comparePassword(currentPassword, passwordHash))) {
    throw invalid("currentPassword", "Current password is wrong");
  }
}
