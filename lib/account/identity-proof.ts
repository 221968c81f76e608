import { comparePassword } from "@/lib/auth";
import { invalid } from "@/lib/errors";
import type { Credentials } from "@/lib/store";

/** How long a sign-in stands in for the password of an account that has none. */
const RECENT_SIGN_IN_MS = 10 * 60_000;

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
