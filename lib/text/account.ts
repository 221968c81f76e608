import { plural } from "./plural";

/** The account of the person who is signed in. */
export const accountText = {
  appearance: {
    theme: "Theme",
  },
  export: {
    failed: "The archive is incomplete",
    retry: "Try again",
    button: "Export my data",
    cancel: "Cancel",
    saved: "Saved to your downloads.",
    working: "Exporting your data",
    soFar: (size: string) => `${size} so far`,
  },
  delete: {
    needsPassword: "Enter your password to confirm.",
    button: "Delete account",
    title: "Delete your account?",
    body: "Your projects, files, chats and messages will be permanently deleted. This can’t be undone.",
    leave: "Hand shared projects over to their other members",
    password: "Your password",
  },
  device: {
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: "Unknown device",
  },
  password: {
    title: "Password",
    current: "Current password",
    new: "New password",
    hint: (min: number) => `At least ${min} characters.`,
    change: "Change password",
    set: "Set password",
    changed: "Password changed. You were signed out everywhere else.",
  },
  profile: {
    title: "Profile",
    name: "Name",
    email: "Email",
    password: "Current password",
    passwordHint: "Needed to change your email.",
    save: "Save profile",
    saved: "Saved",
  },
  sessions: {
    current: "This session",
    token: "API token",
    browser: "Browser",
    endOne: (name: string) => `End the session on ${name}`,
    end: "End",
    endOthers: "End all others",
    only: "This is your only session",
    others: (count: number) => `${plural(count, "other session")}`,
    lastUsed: " · last used",
  },
} as const;
