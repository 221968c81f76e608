/** The ways into an account, on its page. */
export const signInsText = {
  title: "Ways to sign in",
  description:
    "Linking and unlinking need a recent sign-in. You’re told of both by email if the server sends mail.",
  password: "Password",
  set: "Set",
  notSet: "Not set. A link from “Forgot password?” on the sign-in page sets one.",
  notLinked: {
    others: "Not linked: that account already opens another account here.",
    refused: "Not linked: the provider didn’t let you in, or hasn’t verified your email.",
    unreachable: "Not linked: the provider can’t be reached right now. Try again later.",
    failed: "Not linked: the provider didn’t confirm your sign-in. Try again.",
  },
  linked: "Linked",
  unusable: "Linked, but this server no longer offers it",
  link: (name: string) => `Link ${name}`,
  unlink: "Unlink",
  unlinkOne: (name: string) => `Unlink ${name}`,
  unlinkTitle: (name: string) => `Unlink ${name}?`,
  unlinkText: (name: string) => `${name} no longer opens your account. You stay signed in here.`,
  yourPassword: "Your password",
  enterPassword: "Enter your password to confirm.",
} as const;
