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
  quota: {
    tokensPerDay: "Tokens a day",
    tokensPerMonth: "Tokens a month",
    usdPerDay: "US dollars a day",
    usdPerMonth: "US dollars a month",
    none: "No limit",
  },
  settings: {
    intro: "What holds for everybody on this installation.",
    save: "Save",
    saved: "Saved",
    look: {
      title: "Name and logo",
      text: "Shown in the sidebar, on the sign-in page and in titles.",
      name: "Name",
      nameHint: (product: string) => `Leave it empty to show ${product}.`,
    },
    logo: {
      label: "Logo",
      alt: "The present logo",
      hint: "PNG, JPEG or WebP, at most 200 KB. A square looks best.",
      choose: "Choose a picture",
      change: "Choose another",
      remove: "Remove",
      saved: "The logo is saved",
      removed: "The logo is removed",
      wrongType: "The logo must be a PNG, JPEG or WebP picture",
      tooLarge: "The logo must be at most 200 KB",
    },
    signUp: {
      title: "Sign-up",
      text: "Who may make an account. Those who have one sign in as before.",
      label: "Who may sign up",
      choices: { open: "Anybody", invited: "Who was invited", closed: "Nobody" },
      hints: {
        open: "Whoever reaches this address can make an account.",
        invited: "Only who was sent the link of an open invitation to a project.",
        closed: "No new accounts. Invitations wait until you open it again.",
      },
      domains: "Allowed mail domains",
      domainsHint: "One a line, such as example.com. Empty: any.",
    },
    twoStep: {
      title: "Administrators",
      text: "Without two-step sign-in an administrator could then not open these pages, nor use the API of the administration.",
      label: "Two-step sign-in of administrators",
      choices: { no: "As each likes", yes: "Required" },
    },
    model: {
      title: "Assistants",
      text: "What new projects begin with; each can choose otherwise.",
      label: "Default model",
      hint: "Without one, new projects take the server’s.",
      clear: "Use the server’s",
    },
    quotas: {
      title: "Limits per person",
      text: "For everybody without limits of their own. Days and months are those of UTC; dollars count where a model has a price.",
    },
    retention: {
      title: "Retention",
      text: "Chats in which nothing was said for so long are deleted for good, with their messages and links, pinned ones too.",
      days: "Days to keep chats",
      hint: "Leave it empty to keep them for ever. Deletion begins within an hour.",
      never: "For ever",
    },
  },
  start: {
    title: "Set up",
    intro: "Three steps, each of which can be skipped and done later.",
    steps: {
      provider: "Connect a provider",
      "sign-up": "Say who may sign up",
      assistant: "Make the first assistant",
    },
    skip: "Skip",
    open: "Open",
    again: "Open again",
    done: "Done",
    later: "Go on later",
    finished: "Go to your projects",
    progress: (done: number, of: number) => `${done} of ${plural(of, "step")} done`,
    leftTitle: "The installation is not set up yet",
    left: (count: number) => `${plural(count, "step")} left.`,
    goOn: "Go on",
    provider: {
      connected: "A provider is set by the server’s variables. Try whether it answers.",
      demo: "Until a provider is connected a built-in demo model answers. Set these variables for the server and start it again:",
      variables:
        "OPENAI_API_KEY=sk-…\n# For another server that speaks OpenAI’s protocol, such as Ollama:\nOPENAI_BASE_URL=http://localhost:11434/v1",
      test: "Test the connection",
      answered: (models: number) => `The provider answers and lists ${plural(models, "model")}.`,
      next: "Continue",
    },
  },
} as const;
