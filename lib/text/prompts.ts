import { plural } from "./plural";

/** A project's prompts and their preview. */
export const promptsText = {
  preview: {
    open: "Preview",
    title: "Preview",
    description: "Exactly what the model receives with the first message of a chat, using the saved prompts.",
    message: "Your message",
    placeholder: "Something a person might ask",
    missing: "Not everything is filled in",
    missingNames: (names: string) => `A chat asks for ${names} before a message can be sent.`,
    received: "What the model receives",
    inRequest: "in this request",
    answer: (temperature: number, max: string) =>
      `Temperature ${temperature}, at most ${max} tokens in the reply.`,
    failed: "The preview couldn’t be made. Try again.",
  },
  parts: {
    tokens: (count: number) => plural(count, "token"),
    prompt: "Prompt",
    earlier: "Earlier in the chat",
    passages: "Passages from the files",
    message: "The message",
    title: "Messages",
    files: (passages: number, files: number, budget: string) =>
      `Up to ${plural(passages, "passage")} from ${plural(files, "file")} go here, ${budget} tokens at most.`,
    noneMatch: "Nothing in the files matches this message.",
    ownWords: "What the person writes",
  },
  changed: {
    elsewhere: "The prompt was changed elsewhere",
    meanwhile: "Someone else has just changed this prompt. Your text stays; saving asks which one to keep.",
    removedMeanwhile:
      "Someone else has just deleted this prompt. Your text stays; saving asks what to do with it.",
  },
  card: {
    move: (name: string) => `Move ${name}: drag, or use the arrow keys`,
    moveUp: (name: string) => `Move ${name} up`,
    moveDown: (name: string) => `Move ${name} down`,
    edit: (name: string) => `Edit ${name}`,
    delete: (name: string) => `Delete ${name}`,
    tokens: (count: number) => `about ${plural(count, "token")}`,
  },
  conflict: {
    changed: "This prompt was changed elsewhere",
    removed: "This prompt was deleted elsewhere",
    kept: "Your text is still below. This is what is saved now:",
    keptAlone: "Your text is still below.",
    replace: "Replace with mine",
    addAgain: "Add mine again",
    useTheirs: "Use theirs",
    dropMine: "Discard mine",
  },
  form: {
    notSaved: (why: string) => `Not saved. ${why}`,
    role: "Role",
    text: "Prompt text",
    placeholder: "You are…",
    cancel: "Cancel",
    count: (tokens: string, length: string, max: string) =>
      `About ${tokens} tokens · ${length} of ${max} characters`,
    empty: "Write something first. An empty prompt can’t be saved.",
    tooLong: (over: number, max: string) =>
      `${plural(over, "character")} too many. A prompt can have up to ${max}.`,
  },
  list: {
    moved: (place: number, count: number) => `Moved to position ${place} of ${count}`,
    edit: (place: number) => `Edit prompt ${place}`,
    save: "Save",
    new: "New prompt",
    add: "Add prompt",
    none: "No prompts yet",
    first: "Write the first prompt",
    hint: "A prompt tells the assistant who it is and how to answer. It is sent before every message.",
    full: (max: number) => `A project can have at most ${max} prompts.`,
  },
  variables: {
    write: "Write",
    or: "or",
    toFill: "for what each chat fills in.",
    title: "Variables",
    required: (name: string) => `${name}: must be filled in for each chat`,
    preset: (name: string, value: string) => `${name}: ${value} by default`,
  },
  roles: {
    system: "System",
    systemHint: "Who it is and how it works",
    user: "User",
    userHint: "An example question",
    assistant: "Assistant",
    assistantHint: "An example answer",
  },
  meter: {
    each: "with every message",
    /** Around the count, which stands out, and what is counted. */
    about: "About",
    tokens: (count: number) => (count === 1 ? "token" : "tokens"),
    /** Follows a model’s name. */
    takes: (limit: string) => `takes up to ${limit}.`,
  },
  change: {
    notDeleted: (why: string) => `The prompt wasn’t deleted. ${why}`,
    deleted: "Prompt deleted",
    undo: "Undo",
    orderChanged:
      "The order wasn’t saved because the prompts were changed elsewhere. This is how they are now.",
    orderFailed: (why: string) => `The order wasn’t saved. ${why}`,
  },
} as const;
