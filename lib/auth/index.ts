export { chatScope, projectScope, testScope, visitorScope } from "./access";
export { isAdmin, lacksSecondFactor, requireAdmin } from "./admin";
export { findKey, holdsSecret, maskPath, maskSecret, newKeySecret, noteKeyUse } from "./api-keys";
export { audit, fromAddress } from "./audit";
export { authenticate } from "./authenticate";
export {
  endedSessionCookie,
  openBrowserSession,
  renewedSessionCookie,
  secureCookies,
  sessionCookieName,
  slidCookie,
} from "./browser-session";
export { flushFaults, noteFault } from "./faults";
export { installationSettings, putInstallationSettings, recentSettings } from "./installation-settings";
export { isRefused, type KeyMeter, keyRefused, meterRequest, openMeter } from "./key-meter";
export { endKeyUse } from "./key-watch";
export { DEVICE_COOKIE, deviceCookie, knownDevice } from "./known-device";
export { sealerOf } from "./link-cursor";
export { openMeters } from "./meters";
export { type AuthRequest, runNextAuth } from "./next-auth";
export { comparePassword, hashPassword } from "./passwords";
export { principalFromCookies, principalFromRequest, secondStepFromCookies } from "./principal";
export { configuredProviders, providerName } from "./providers";
export { isQuotaRefused, openQuota, type QuotaMeter, quotaRefused, quotaState } from "./quota-meter";
export { noteQuota } from "./quotas";
export {
  hasRole,
  isMadeBy,
  type KeyPrincipal,
  type Maker,
  makerOf,
  type Principal,
  principalOfKey,
  requirePermission,
  requireRole,
  scopeOf,
  scopeOfMaker,
  scopeOn,
  type UserPrincipal,
  type VisitorPrincipal,
} from "./scope";
export { isSealedByPrevious, type Resealed, resealAll, seal, unseal } from "./seal";
export {
  beginSecondFactor,
  checkSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  renewRecoveryCodes,
  resealSecondFactors,
} from "./second-factor";
export { jwtSecret, nextAuthSecret } from "./secrets";
export { endLostSessions, whileCredentialStands } from "./session-watch";
export { announceSetUp, beginFirstSteps, isFirstStart, needsSetUpCode, requireSetUpCode } from "./set-up";
export { hashLinkToken, newLinkToken, openLink } from "./shared-link";
export { maySignUp, requireSignUp } from "./sign-up";
export { issueToken } from "./tokens";
export { readAddressToken, sendVerification } from "./verification";
export {
  addressMark,
  endLostVisits,
  frameOrigins,
  newVisitor,
  openEmbed,
  viaLink,
  visitorStands,
  whileVisitorStands,
} from "./visitors";
