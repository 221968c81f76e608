import { plural } from "./plural";

/** Titles and openings of the pages of a signed-in person. */
export const pagesText = {
  account: {
    title: "Account",
    profile: "Profile",
    profileHint: "Your name is shown to people you share projects with.",
    password: "Password",
    passwordHint: "Changing it signs you out everywhere else and ends older API tokens.",
    appearance: "Appearance",
    appearanceHint: "Saved in this browser.",
    sessions: "Sessions",
    sessionsHint: "Where you’re signed in, and API tokens that are still valid.",
    keys: "API keys",
    keysHint: "For scripts, SDKs and other programs that act on your behalf.",
    manageKeys: "Manage keys",
    data: "Your data",
    dataHint:
      "Everything as one ZIP archive: profile, prompts, projects with their versions, files, tests and set-up, chats with all branches, and usage.",
    delete: "Delete account",
    deleteHint: "Permanently deletes your account and data",
  },
  keys: {
    title: "API keys",
    account: "Account",
    intro: (origin: string) =>
      `For programs that act on your behalf. ${origin}/api/v1 speaks OpenAI’s API, and each project is a model.`,
    reference: "API reference",
  },
  projectKeys: {
    title: "API keys",
    intro: "Keys for this project only. Keys for all your projects are in your account.",
    address: "Address",
    addressHint: "Any program that speaks OpenAI’s API can use this project as a model.",
    baseUrl: "Base URL",
    model: "Model",
    reference: "API reference",
    keys: "Keys",
    keysHint: "Each has its own limits. A secret is shown once, when the key is created.",
  },
  why: {
    title: "Why this answer",
    pictures: "Pictures sent",
    picture: (number: number, type: string) => `Picture ${number}, ${type}`,
    model: (name: string) => `model ${name}`,
    temperature: (value: number) => `temperature ${value}`,
    max: (tokens: string) => `at most ${tokens} tokens`,
    version: (number: number) => `version ${number} of the project`,
    dropped: (count: number) => `${plural(count, "older message")} didn’t fit`,
    back: "Back to the chat",
    intro: (facts: string) => `Exactly what the model received, in order: ${facts}.`,
    messages: "Messages",
    passages: "Passages",
    passagesThen: "Passages as they were then",
  },
  chats: {
    title: "All chats",
    archived: "Archived chats",
    archivedHint: "Hidden from the sidebar and recent chats. You can still open and restore them.",
    hint: "Select several to archive or delete them together.",
  },
  searchFiles: {
    title: "Search files",
    intro: "See which passages a reply would use. No AI call is made.",
  },
  files: {
    title: "Files",
    search: "Search files",
    intro: "Replies in this project use these files and name the passage.",
  },
  project: {
    projects: "Projects",
  },
  people: {
    title: "People",
    intro:
      "Chats stay private to whoever started them. Members chat, editors also change prompts, files and settings, owners also manage people.",
  },
  prompts: {
    title: "Prompts",
    intro: "Sent in this order before every message.",
  },
  releases: {
    title: "Releases",
  },
  settings: {
    title: "Settings",
    api: "API",
    apiHint: "Use this project from scripts, SDKs and other programs.",
    calledBy: "Programs call it by the model name",
    staysSame: ", which stays the same when the project is renamed.",
    keys: "API keys",
    people: "People",
    peopleHint: "Share this project with others.",
    members: "Members and invitations",
    delete: "Delete project",
    deleteHint: "Its prompts, files, chats and messages are deleted too. This can’t be undone.",
  },
  case: {
    title: "Case",
    new: "New case",
    intro:
      "A question and what its answer must satisfy. Earlier turns stay as they are and are never judged.",
  },
  set: {
    title: "Test set",
  },
  tests: {
    title: "Tests",
    releases: "Releases",
    intro:
      "Questions with checks, asked of the draft and of what is live, so you know what a change broke before anyone else does.",
  },
  run: {
    crumb: (set: string) => `Report: ${set}`,
    title: "Report",
    set: "The test set",
    explained: "The report that it explains",
    experiment: "The changed cases again, with one thing changed at a time",
    draft: "The draft",
    document: "A project document",
    sides: (candidate: string, baseline: string | null) =>
      baseline === null ? candidate : `${candidate} against ${baseline}`,
  },
  version: {
    plain: "Version",
    changed: "What it changed",
    since: "Changes since then",
    all: "All versions",
    title: (number: number) => `Version ${number}`,
    current: "Current",
    by: " by ",
    compare: "Compare",
  },
  versions: {
    title: "Versions",
    intro:
      "This project’s prompts and settings over time, newest first. Every change is kept and can be restored.",
    pages: "Pages",
    newest: "Newest versions",
    older: "Older versions",
  },
  projects: {
    title: "Projects",
    welcome: "Welcome",
  },
  usage: {
    title: "Usage",
    intro: "Tokens used, including deleted chats",
  },
  invitation: {
    title: "Invitation",
    invites: (name: string, role: string) =>
      `${name || "Someone"} invites you as ${role}. Your chats there stay private to you.`,
    create: "Create an account",
    signIn: "Sign in",
    join: (project: string) => `Join ${project}`,
    isFor: (email: string) => `This invitation is for ${email}.`,
    gone: {
      title: "This invitation can’t be used",
      why: "It was already used or withdrawn, or it has expired. Ask whoever sent it for a new one.",
      joined: "Have you already joined? The project is then among yours.",
    },
  },
  missing: {
    title: "Not found",
    titleOf: (name: string) => `Not found · ${name}`,
    heading: "Page not found",
    body: "This page doesn’t exist, or you don’t have access to it. Check the address, or start from your projects.",
    projects: "Go to your projects",
  },
  failed: {
    title: "Something went wrong",
  },
  embed: {
    title: "Chat",
  },
  print: {
    mayBeWrong: ". Answers may be wrong.",
    newest: (count: number) => `The newest ${count} messages.`,
  },
  shared: {
    sharedOn: "A chat with an AI assistant, shared on",
    mayBeWrong: ". Answers may be wrong.",
  },
  api: {
    title: "API reference",
    description:
      "Every operation of the API with its parameters, responses and errors, in curl, Node and Python.",
    intro: (version: string) => `Version ${version}. Everything the browser does, for your own programs.`,
  },
} as const;
