import { plural } from "./plural";

export const secondFactorText = {
  title: "Two-step sign-in",
  description: "Signing in also takes a code from an authenticator app on your phone.",
  required: "Administrators need two-step sign-in here. Turn it on to open the administration’s pages again.",
  off: "Two-step sign-in is off.",
  on: (left: number) =>
    `Two-step sign-in is on. ${plural(left, "recovery code is", "recovery codes are")} left.`,
  begin: "Turn on",
  password: "Current password",
  scan: "Scan this with an authenticator app, then enter the code it shows.",
  qr: "QR code for an authenticator app",
  byHand: "Can’t scan? Enter this key instead:",
  code: "Code",
  codeHint: "Six digits from your authenticator app.",
  signInHint: "Six digits from your authenticator app, or a recovery code.",
  codeOrRecovery: "Code or recovery code",
  confirm: "Turn on",
  cancel: "Cancel",
  codesTitle: "Recovery codes",
  codesHint:
    "Each signs you in once when you don’t have your phone. They won’t be shown again, so keep them somewhere safe.",
  copy: "Copy codes",
  copied: "Copied",
  done: "I’ve saved them",
  renew: "New recovery codes",
  end: "Turn off",
  signIn: {
    title: "Enter your code",
    subtitle: "Your account has two-step sign-in.",
    submit: "Sign in",
    other: "Sign in as someone else",
  },
} as const;
