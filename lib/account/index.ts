export { changeUser, deleteUser, getUser, listUsers, makeResetLink, signOutUser } from "./administration";
export { exportAudit, listAudit } from "./audit-log";
export { finishStep, getFirstSteps, stepsLeft } from "./first-steps";
export { healthReport } from "./health-report";
export { changeSettings, getBrand, getLogo, getSettings, sourceUrl } from "./installation";
export { resealSecrets } from "./reseal";
export { forgotPassword, resetPassword } from "./reset-password";
export {
  createSavedPrompt,
  deleteSavedPrompt,
  listSavedPrompts,
  updateSavedPrompt,
} from "./saved-prompts";
export {
  finishSignIn,
  getSecondFactor,
  newRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from "./second-factor";
export { listSessions, revokeOtherSessions, revokeSession } from "./sessions";
export { listSignIns, unlinkSignIn } from "./sign-ins";
export { usageReport } from "./usage";
export { getQuota, usageOfAll } from "./usage-of-all";
export {
  deleteProfile,
  endedSessionCookie,
  getAccount,
  getProfile,
  loginUser,
  registerUser,
  updateProfile,
} from "./users";
export { resendVerification, verifyEmail } from "./verify-email";
