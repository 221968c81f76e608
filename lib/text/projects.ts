import { plural } from "./plural";

/** The projects' page and their cards. */
export const projectsText = {
  pin: "Pin to the top",
  unpin: "Unpin",
  pinned: "Pinned",
  new: "New project",
  cancel: "Cancel",
  close: "Close",
  open: "Open",
  /** "· 3 chats · 1 file"; what there is none of is not mentioned. */
  contents: (chats: number, prompts: number, files: number) =>
    [
      chats > 0 && ` · ${plural(chats, "chat")}`,
      prompts > 0 && ` · ${plural(prompts, "prompt")}`,
      files > 0 && ` · ${plural(files, "file")}`,
    ]
      .filter(Boolean)
      .join(""),
  shared: (role: string) => `Shared with me · ${role}`,
  options: (name: string) => `Options for ${name}`,
  menu: {
    prompts: "Prompts",
    files: "Files",
    settings: "Settings",
    duplicate: "Duplicate",
    export: "Export",
    delete: "Delete",
  },
  board: {
    search: "Search projects",
    sortBy: "Sort by",
    sorts: { activity: "Last active", name: "Name", created: "Newest" },
    found: (count: number) => `${plural(count, "project")} found`,
    /** Around what was searched for, which runs its own way. */
    noMatch: ["No project matches “", "”."],
    showAll: "Show all projects",
    more: (count: number) => `Show ${count} more`,
    view: "View",
    cards: "Cards",
    list: "List",
  },
  recent: {
    title: "Pick up where you left off",
    answering: "Answering",
  },
  create: {
    description: "An assistant with its own prompts, files and settings.",
    name: "Name",
    example: "For example: Support desk",
    about: "Description",
    create: "Create project",
    startFrom: "Start from",
  },
  first: {
    title: "Make your first assistant",
    body: "Pick one and start chatting. You can change everything later.",
    creating: "Creating",
    empty: "Start with an empty project",
  },
  delete: {
    title: "Delete this project?",
    body: "Its prompts, files and chats will be permanently deleted, and running replies stop. This can’t be undone.",
    confirm: "Delete project",
    type: (name: string) => `Type “${name}” to confirm`,
    deleted: "Project deleted",
  },
  duplicate: {
    busy: (name: string) => `Duplicating “${name}”…`,
    done: (name: string, files: number) =>
      files > 0 ? `Created “${name}” with ${plural(files, "file")}` : `Created “${name}”`,
  },
  export: {
    title: (name: string) => `Export “${name}”`,
    body: "Saves prompts and settings as a JSON file that you can import here or elsewhere. Chats are not included.",
    files: "Include files",
    filesHint: "Adds about a third more than the size of the files.",
    busy: "Exporting",
    received: (size: string) => `${size} so far`,
    export: "Export",
  },
  import: {
    button: "Import",
    file: "Exported project",
    drop: "Drop to import a project",
    oneAtATime: "Drop one exported project at a time.",
    title: "Import a project",
    busy: (name: string) => `Importing ${name}`,
    sent: (percent: number, size: string) => `${percent}% of ${size}`,
    checking: "Checking",
    choose: "Choose another file",
    done: (name: string) => `Imported “${name}”`,
    invalid: "This file can’t be imported. Nothing was created.",
    noJson: "This isn’t an exported project: the file isn’t JSON. Nothing was created.",
    tooLarge: "This file is too large to import.",
  },
  icon: "Icon",
  iconHint: "One character, such as an emoji. Shown beside the project in lists.",
  noIcon: "No icon",
  color: "Color",
  starters: "Conversation starters",
  startersHint:
    "One per line. An empty chat offers them. A line ending in “…” is put into the message field to be completed.",
  startersExample: "How long does delivery take?\nWrite a reply to this customer: …",
  colors: {
    gray: "Gray",
    red: "Red",
    orange: "Orange",
    green: "Green",
    teal: "Teal",
    blue: "Blue",
    violet: "Violet",
    pink: "Pink",
  },
} as const;
