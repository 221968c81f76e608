import { audit, configuredProviders, providerName, type UserPrincipal } from "@/lib/auth";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { timeOfId } from "@/lib/ids";
import { sendMail } from "@/lib/mail";
import type { SignIns } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { isoTime } from "@/lib/time";
import { proveIdentity } from "./identity-proof";

/** The ways into the account: a password, and accounts of providers. */
export async function listSignIns(scope: Scope): Promise<SignIns> {
  const { users } = await getStore();
  const [user, links] = await Promise.all([users.get(scope.userId), users.links(scope.userId)]);
  if (!user) throw new AppError("unauthenticated");
  const usable = configuredProviders().map(({ id }) => id as string);
  return {
    password: user.hasPassword,
    links: links.map(({ id, provider }) => ({
      id,
      provider,
      name: providerName(provider),
      usable: usable.includes(provider),
      linkedAt: isoTime(timeOfId(id)),
    })),
  };
}

/**
 * Takes a provider's account off the caller's.
 * @throws not_found, `validation_failed` on `currentPassword`, `limit_reached` for the last way to sign in
 */
export async function unlinkSignIn(
  scope: Scope,
  linkId: string,
  currentPassword: string | undefined,
  { signedInAt }: Pick<UserPrincipal, "signedInAt">,
): Promise<void> {
  const { users } = await getStore();
  const credentials = await users.credentialsById(scope.userId);
  if (!credentials) throw new AppError("unauthenticated");
  if (!(await users.links(scope.userId)).some(({ id }) => id === linkId)) throw notFound("Sign-in");
  await proveIdentity(credentials, currentPassword, signedInAt);
  const usable = configuredProviders().map(({ id }) => id);
  const gone = await users.unlink(scope.userId, linkId, usable).catch((error) => {
    throw isAppError(error, "limit_reached") ? lastWay() : error;
  });
  if (!gone) throw notFound("Sign-in");
  const { provider } = gone;
  await audit({
    actorId: scope.userId,
    action: "sign-in.unlink",
    targetId: scope.userId,
    detail: { provider },
  });
  sendMail(credentials.user.email, "unlinked", mailText.unlinked(providerName(provider)));
}

const lastWay = () =>
  new AppError("limit_reached", {
    message: "This is the only way into your account. Set a password or link another one first.",
  });
