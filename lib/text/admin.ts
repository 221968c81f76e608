import { plural } from "./plural";

/** The words of the pages under `/admin`. */
export const adminText = {
  title: "Administration",
  menu: "Administration",
  sections: {
    people: "People",
    connections: "Connections",
    settings: "Settings",
    usage: "Usage",
    audit: "Audit log",
    health: "Health",
  },
  people: {
    intro: "Everybody with an account on this installation.",
    search: "Search people",
    searchHint: "Name or e-mail",
    none: "Nobody found",
    noneHint: "No name or e-mail contains what you typed.",
    found: (count: number) => plural(count, "person", "people"),
    more: "Show more",
    you: "you",
    administrator: "Administrator",
    disabled: "Disabled",
    actions: (name: string) => `Actions for ${name}`,
    makeAdmin: "Make administrator",
    removeAdmin: "Remove as administrator",
    disable: "Disable",
    enable: "Enable",
    signOut: "Sign out everywhere",
    resetLink: "Password link",
    remove: "Delete",
    cancel: "Cancel",
    changed: {
      makeAdmin: (name: string) => `${name} is an administrator`,
      removeAdmin: (name: string) => `${name} is no administrator any more`,
      disable: (name: string) => `${name} is disabled`,
      enable: (name: string) => `${name} can sign in again`,
      signOut: (count: number) => `${plural(count, "session")} ended`,
      remove: (name: string) => `${name} is deleted`,
    },
    ask: {
      makeAdmin: {
        title: (name: string) => `Make ${name} an administrator?`,
        text: "They can then change every setting, disable and delete people, and read the audit log.",
      },
      removeAdmin: {
        title: (name: string) => `Remove ${name} as administrator?`,
        text: "They keep their account and everything that is theirs.",
      },
      disable: {
        title: (name: string) => `Disable ${name}?`,
        text: "They can’t sign in, their sessions and running replies end, and their API keys are refused. Nothing is deleted.",
      },
      signOut: {
        title: (name: string) => `Sign ${name} out everywhere?`,
        text: "Every browser and API token has to sign in again. API keys go on working.",
      },
    },
    deletion: {
      title: (name: string) => `Delete ${name}?`,
      text: (projects: number, shared: number) =>
        projects === 0
          ? "Their account and chats go for good. They have no projects."
          : `Their account, chats and ${plural(projects, "project")} go for good${
              shared === 0
                ? "."
                : `; others are on ${shared === projects ? "them" : plural(shared, "of them", "of them")}.`
            }`,
      loading: "Counting what is theirs…",
      handOver: "Leave projects that others are on to them",
      confirm: (email: string) => `Type ${email} to confirm`,
      mismatch: "That is not their e-mail",
      action: "Delete account",
    },
    reset: {
      title: (name: string) => `A password link for ${name}`,
      text: "Whoever opens it can set a new password, once, within an hour. Setting it ends every session.",
      action: "Make a link",
      done: "Done",
    },
  },
} as const;
