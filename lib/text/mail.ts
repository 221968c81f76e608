/** What mails say. `name`, `project` and the like are people's own words, cut and on one line. */
type Words = { subject: string; lines: readonly string[]; action?: string; footer: string };

const NOT_YOU = "If this wasn’t you, you can ignore this mail.";

export const mailText = {
  invitation: (by: string, project: string, role: string): Words => ({
    subject: `${by} invites you to “${project}”`,
    lines: [`${by} invites you to the assistant “${project}” as ${role}.`],
    action: "Open the invitation",
    footer: "If you don’t know why you were invited, you can ignore this mail.",
  }),
  reset: (): Words => ({
    subject: "Set a new password",
    lines: ["Someone asked to set a new password for your account. The link works once, for an hour."],
    action: "Set a new password",
    footer: NOT_YOU,
  }),
  verify: (): Words => ({
    subject: "Confirm your email",
    lines: ["Confirm that this address is yours. The link works for three days."],
    action: "Confirm email",
    footer: NOT_YOU,
  }),
  passwordChanged: (): Words => ({
    subject: "Your password was changed",
    lines: ["The password of your account was changed. Every other sign-in has ended."],
    footer: "If this wasn’t you, ask for a new password on the sign-in page at once.",
  }),
  emailChanged: (to: string): Words => ({
    subject: "The email of your account was changed",
    lines: [`Your account now belongs to ${to}. Links that were sent to this address no longer work.`],
    footer: "If this wasn’t you, tell the people who run this server at once.",
  }),
  linked: (provider: string): Words => ({
    subject: `${provider} now opens your account`,
    lines: [`Someone who was signed in to your account linked ${provider} as another way to sign in.`],
    footer: "If this wasn’t you, change your password and tell the people who run this server.",
  }),
  unlinked: (provider: string): Words => ({
    subject: `${provider} no longer opens your account`,
    lines: [`${provider} was unlinked from your account.`],
    footer: "If this wasn’t you, change your password and tell the people who run this server.",
  }),
  secondFactor: (on: boolean): Words => ({
    subject: on ? "Two-step sign-in was turned on" : "Two-step sign-in was turned off",
    lines: [
      on
        ? "From now on signing in takes a code from your authenticator app."
        : "From now on signing in takes your password alone.",
    ],
    footer: "If this wasn’t you, change your password at once.",
  }),
} as const;

export type MailWords = Words;
