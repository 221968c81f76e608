import { getStore, type UserRecord } from "@/lib/store";
import { comparePassword } from "./passwords";

/**
 * The user behind e-mail and password, or null, also for an account that is disabled; one comparison on every path. Both the API's login and the
 * browser's sign-in end here.
 * @throws `busy`
 */
export async function authenticate(email: string, password: string): Promise<UserRecord | null> {
  const { users } = await getStore();
  const found = await users.credentialsByEmail(email.trim().toLowerCase());
  const matches = await comparePassword(password, found?.passwordHash ?? null);
  return found && matches && !found.user.disabled ? found.user : null;
}
