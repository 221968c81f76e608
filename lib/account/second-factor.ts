import { encode } from "uqr";
import {
  audit,
  beginSecondFactor,
  checkSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  isAdmin,
  openBrowserSession,
  recentSettings,
  renewedSessionCookie,
  renewRecoveryCodes,
  type UserPrincipal,
} from "@/lib/auth";
import { AppError, invalid, notFound } from "@/lib/errors";
import { sendMail } from "@/lib/mail";
import type {
  BeginSecondFactorInput,
  EndSecondFactorInput,
  SecondFactor,
  SecondFactorStart,
} from "@/lib/schemas";
import { getStore, type Scope, type UserRecord } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { isoTime } from "@/lib/time";
import { credentialsOf, proveIdentity } from "./identity-proof";

type Caller = Pick<UserPrincipal, "signedInAt">;

const WRONG = "This code is wrong or was already used";

/** After the password was right. @throws `invalid_credentials` on `totp`, `rate_limited` */
export async function requireSecondStep(userId: string, code: string | undefined): Promise<void> {
  const step = await checkSecondFactor(userId, code);
  if (step === "passed") return;
  const message = step === "missing" ? "Enter the code of your authenticator app" : WRONG;
  throw new AppError("invalid_credentials", { message, errors: [{ path: "totp", message }] });
}

export async function getSecondFactor({ userId }: Scope): Promise<SecondFactor> {
  const factor = await (await getStore()).secondFactors.get(userId);
  const since = factor?.confirmedAt ?? null;
  return {
    enabled: since !== null,
    since: since === null ? null : isoTime(since),
    recoveryCodesLeft: since === null ? 0 : (factor?.recovery.length ?? 0),
  };
}

/**
 * A secret for an authenticator app, of no effect before a first code confirmed it. `qr` draws it: a path in a square.
 * @throws `validation_failed` on `currentPassword`, `limit_reached` when it is on already
 */
export async function startSecondFactor(
  scope: Scope,
  { currentPassword }: BeginSecondFactorInput,
  { signedInAt }: Caller,
): Promise<SecondFactorStart> {
  const credentials = await credentialsOf(scope);
  await proveIdentity(credentials, currentPassword, signedInAt);
  const { secret, uri } = await beginSecondFactor(credentials.user);
  const { data, size } = encode(uri, { border: 2 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return { secret, uri, qr: { size, path } };
}

/** @returns the recovery codes, shown this once @throws `validation_failed` on `totp`, `rate_limited` */
export async function turnOnSecondFactor(scope: Scope, code: string): Promise<string[]> {
  const codes = await confirmSecondFactor(scope.userId, code);
  if (!codes) throw invalid("totp", WRONG);
  await tell(scope, true);
  return codes;
}

/** @throws `validation_failed` on `totp`, `rate_limited` */
export async function newRecoveryCodes(scope: Scope, code: string): Promise<string[]> {
  if (!(await hasSecondFactor(scope.userId))) throw notFound("Second factor");
  await requireCode(scope, code);
  return renewRecoveryCodes(scope.userId);
}

/** Takes the password and a code, of which a recovery code is one. @throws `validation_failed`, `rate_limited`, `forbidden` where it is required */
export async function turnOffSecondFactor(
  scope: Scope,
  { currentPassword, totp }: EndSecondFactorInput,
  { signedInAt }: Caller,
): Promise<void> {
  await proveIdentity(await credentialsOf(scope), currentPassword, signedInAt);
  const { adminSecondFactor } = await recentSettings();
  if (adminSecondFactor && (await isAdmin(scope.userId))) {
    throw new AppError("forbidden", { message: "Administrators need two-step sign-in here" });
  }
  await requireCode(scope, totp);
  if (await (await getStore()).secondFactors.remove(scope.userId)) await tell(scope, false);
}

async function requireCode({ userId }: Scope, code: string): Promise<void> {
  if ((await checkSecondFactor(userId, code)) !== "passed") throw invalid("totp", WRONG);
}

async function tell(scope: Scope, on: boolean): Promise<void> {
  const { user } = await credentialsOf(scope);
  await audit({ actorId: user.id, action: on ? "second-factor.on" : "second-factor.off", targetId: user.id });
  sendMail(user.email, "second-factor", mailText.secondFactor(on));
}

/** Who signed in elsewhere gives a code: another session takes the place of the one that waited. @throws `invalid_credentials`, `rate_limited` */
export async function finishSignIn(
  { user, sessionId }: { user: UserRecord; sessionId: string },
  code: string,
  device: { userAgent: string; secure: boolean; address: string },
): Promise<{ cookie: string }> {
  await requireSecondStep(user.id, code);
  const { sessions } = await getStore();
  // Of two answers at once one goes on.
  if (!(await sessions.revoke(user.id, sessionId))) throw new AppError("unauthenticated");
  await audit({ actorId: user.id, action: "sign-in", targetId: user.id, address: device.address });
  const claims = await openBrowserSession(user, device.userAgent);
  return { cookie: await renewedSessionCookie(user, claims, device.secure) };
}
