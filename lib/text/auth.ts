export const authText = {
  wrong: "Invalid email or password",
  notConfirmed: "Confirm your email first. A new link is on its way.",
  codeMissing: "Enter the code of your authenticator app",
  codeWrong: "This code is wrong, or was used already",
  verify: {
    title: "Confirm your email",
    subtitle: "One click, then you can sign in.",
    button: "Confirm email",
    done: "Your email is confirmed.",
    goOn: "Go on",
    expired: "This link has expired or is for another address. Sign in to get a new one.",
  },
  signedUp: (email: string) =>
    `We sent a link to ${email}. Open it to confirm your email, then sign in. Without mail on this server its operator has the link.`,
  confirmed: "Confirmed",
  notYetConfirmed: "This email is not confirmed yet.",
  resend: "Send a link",
  sent: "A link is on its way.",
} as const;
