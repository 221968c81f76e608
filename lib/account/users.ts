import { forgetAtProvider } from "@/lib/ai";
import type { UserPrincipal } from "@/lib/auth";
import {
  audit,
  authenticate,
  beginFirstSteps,
  endLostSessions,
  hashPassword,
  issueToken,
  openBrowserSession,
  renewedSessionCookie,
  requireSetUpCode,
  requireSignUp,
  sendVerification,
} from "@/lib/auth";
import { stopProjectRuns } from "@/lib/chats";
import { providerConfigured } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { mailConfigured, sendMail } from "@/lib/mail";
import { handOverProjects } from "@/lib/people";
import { afterCommit, keepAlive, readAfterCommit } from "@/lib/platform";
import {
  type DeleteProfileInput,
  LIMITS,
  type LoginInput,
  type Profile,
  type RegisterInput,
  type UpdateProfileInput,
  type User,
} from "@/lib/schemas";
import { allItems, type FileRecord, getStore, type Scope, type UserRecord } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { isoTime } from "@/lib/time";
import { credentialsOf, proveIdentity } from "./identity-proof";
import { lastStays } from "./last-administrator";
import { requireSecondStep } from "./second-factor";

/** What the caller goes on with after a change of the password. */
type Session = { token?: string; cookie?: string };
type SignedIn = { user: User; token: string };
/** No token: the address has to be confirmed first, or the store went away once the account was made. */
type SignedUp = { user: User; token: string | null; next?: "confirm-email" | "sign-in" };

const publicUser = ({ id, email, name }: UserRecord): User => ({ id, email, name });
const profileOf = (user: UserRecord): Profile => ({
  ...publicUser(user),
  createdAt: isoTime(user.createdAt),
  updatedAt: isoTime(user.updatedAt),
});

/** @throws `forbidden` where not everybody may sign up, `user_exists`, `busy` */
export async function registerUser(
  input: RegisterInput,
  userAgent: string,
  address: string | null = null,
): Promise<SignedUp> {
  const { users } = await getStore();
  await requireSetUpCode(input.setUpCode);
  const { mustVerify } = await requireSignUp(input.email, input.invitation);
  // Spares the hash; the store decides between racing registrations.
  if (await users.credentialsByEmail(input.email)) throw new AppError("user_exists");
  const passwordHash = await hashPassword(input.password);
  const { email, name } = input;
  const user = await users.create({ email, name, passwordHash, awaitsVerification: mustVerify });
  await afterCommit("first steps", () => beginFirstSteps(user));
  await audit({ actorId: user.id, action: "sign-up", targetId: user.id, address });
  if (mustVerify || mailConfigured()) await afterCommit("verification", () => sendVerification(user));
  if (mustVerify) return { user: publicUser(user), token: null, next: "confirm-email" };
  // Told that it failed they would register again, and be told that the address is taken.
  const token = await readAfterCommit("token", () => issueToken(user, userAgent), null);
  return { user: publicUser(user), token, ...(token === null ? { next: "sign-in" } : {}) };
}

/** @throws `invalid_credentials`, `forbidden` before the address is confirmed, `busy` */
export async function loginUser(
  input: LoginInput,
  userAgent: string,
  address: string | null = null,
): Promise<SignedIn> {
  const user = await authenticate(input.email, input.password);
  if (!user) throw new AppError("invalid_credentials");
  if (user.awaitsVerification) {
    await sendVerification(user);
    throw new AppError("forbidden", { message: "Confirm your email first: a new link is on its way" });
  }
  await requireSecondStep(user.id, input.totp);
  await audit({ actorId: user.id, action: "sign-in", targetId: user.id, address });
  return { user: publicUser(user), token: await issueToken(user, userAgent) };
}

export async function getProfile(scope: Scope): Promise<Profile> {
  return profileOf((await credentialsOf(scope)).user);
}

/** The profile and what only the person's own pages need to know. */
export async function getAccount(
  scope: Scope,
): Promise<Profile & Pick<UserRecord, "hasPassword" | "admin" | "emailVerified"> & { mail: boolean }> {
  const { user } = await credentialsOf(scope);
  const { hasPassword, admin, emailVerified } = user;
  return { ...profileOf(user), hasPassword, admin, emailVerified, mail: mailConfigured() };
}

export { endedSessionCookie } from "@/lib/auth";

export type Device = { userAgent: string; secure: boolean };

/**
 * A new password ends every other token and session: `token`, and `cookie` for a browser, carry on for the caller.
 * @throws `validation_failed` on `currentPassword`, `user_exists`, `busy`
 */
export async function updateProfile(
  scope: Scope,
  input: UpdateProfileInput,
  caller: Pick<UserPrincipal, "signedInAt" | "via">,
  device: Device,
): Promise<{ user: Profile; token?: string; cookie?: string }> {
  const credentials = await credentialsOf(scope);
  const email = input.email === credentials.user.email ? undefined : input.email;
  if (email !== undefined || input.newPassword !== undefined) {
    await proveIdentity(credentials, input.currentPassword, caller.signedInAt);
  }
  const { users } = await getStore();
  const user = await users.update(scope.userId, {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(email === undefined ? {} : { email }),
    ...(input.newPassword === undefined ? {} : { passwordHash: await hashPassword(input.newPassword) }),
  });
  if (!user) throw new AppError("unauthenticated");
  const changed = { actorId: user.id, targetId: user.id };
  if (email !== undefined) {
    await audit({ ...changed, action: "email.change", detail: { from: credentials.user.email, to: email } });
    sendMail(credentials.user.email, "email-changed", mailText.emailChanged(user.email));
    if (mailConfigured()) await afterCommit("verification", () => sendVerification(user));
  }
  const profile = profileOf(user);
  if (input.newPassword === undefined) return { user: profile };
  await audit({ ...changed, action: "password.change" });
  await endLostSessions(user.id);
  sendMail(user.email, "password-changed", mailText.passwordChanged());
  // The password is changed: whoever gets no new session for it now signs in with it.
  const goOn = async (): Promise<Session> => {
    const token = await issueToken(user, device.userAgent);
    if (caller.via !== "cookie") return { token };
    const claims = await openBrowserSession(user, device.userAgent);
    return { token, cookie: await renewedSessionCookie(user, claims, device.secure) };
  };
  return { user: profile, ...(await readAfterCommit<Session>("session", goOn, {})) };
}

/**
 * Removes the account and all that is theirs; running replies are stopped first, and the provider's copies of files
 * are removed afterwards. Projects that others are on go with it or are handed over, as the person chose.
 * @throws `validation_failed` on `currentPassword`, `busy`, `limit_reached` for the last administrator
 */
export async function deleteProfile(
  scope: Scope,
  { currentPassword, sharedProjects }: DeleteProfileInput,
  caller: Pick<UserPrincipal, "signedInAt">,
): Promise<void> {
  await proveIdentity(await credentialsOf(scope), currentPassword, caller.signedInAt);
  const alone = await stepDown(scope.userId);
  if (sharedProjects === "handOver") await handOverProjects(scope);
  await removeAccount(scope);
  // Whoever signed up meanwhile is the first one now.
  if (alone) await (await getStore()).users.ensureAdmin();
  await audit({ actorId: scope.userId, action: "account.delete", targetId: scope.userId });
}

/**
 * Whoever goes administers no more; the last administrator only goes where nobody else is. Whether they are alone.
 * @throws limit_reached
 */
async function stepDown(userId: string): Promise<boolean> {
  const { users } = await getStore();
  try {
    await users.setAccess(userId, { admin: false });
    return false;
  } catch (error) {
    const { items } = await users.list({ limit: 2 });
    if (items.length > 1) lastStays(error);
    return true;
  }
}

/** The account and all that is theirs, without a question. */
export async function removeAccount(scope: Scope): Promise<void> {
  const atProvider = providerConfigured() ? await filesAtProvider(scope) : [];
  await stopProjectRuns(scope);
  const { users } = await getStore();
  await users.remove(scope.userId);
  await endLostSessions(scope.userId);
  keepAlive(forgetAtProvider(atProvider));
}

async function filesAtProvider(scope: Scope): Promise<FileRecord[]> {
  const { projects, files } = await getStore();
  const found: FileRecord[] = [];
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const { id, fileCount } of all) {
    if (fileCount === 0) continue;
    const { items } = await files.list(scope, id, { limit: LIMITS.filesPerProject });
    found.push(...items.filter((file) => file.providerFileId !== null));
  }
  return found;
}
