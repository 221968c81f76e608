/** The settings of a project. */
export const settingsText = {
  delete: {
    button: "Delete project",
  },
  default: {
    isDefault: "Default",
    use: (value: string) => `Use default (${value})`,
  },
  knowledge: {
    title: "Files",
    description: "How replies use this project’s files.",
    use: "Use files",
    useHint: "When off, the files are kept, but replies don’t use them.",
    only: "Answer only from files",
    onlyHint: "If the files don’t contain the answer, the assistant says so.",
    passages: "Passages",
    passagesHint: "The most that one reply can use, from 1 to 20.",
    budget: "Passage budget (tokens)",
    budgetHint: "For all passages of one reply together, from 200 to 32,000.",
  },
  models: {
    title: "Models",
    search: "Search models, or type a name",
    none: "The provider lists no models.",
    choose: "Choose a model",
    use: "Use",
    context: (tokens: number) =>
      tokens < 1_000
        ? `${tokens} context`
        : tokens < 1_000_000
          ? `${Math.round(tokens / 1_000)}K context`
          : `${Number((tokens / 1_000_000).toFixed(1))}M context`,
  },
  save: {
    discard: "Discard",
    save: "Save changes",
    saving: "Saving…",
    notSaved: "Not saved.",
    seeAbove: "See above.",
    unsaved: "Unsaved changes",
    saved: "Saved",
  },
  conflict: {
    title: "Changed elsewhere since you opened this page",
    body: "Your changes are still here. This is what is saved now:",
    nothing: "Nothing",
    mine: "Replace with mine",
    theirs: "Use theirs",
  },
  form: {
    label: "Project settings",
    about: "About",
    name: "Name",
    description: "Description",
    answers: "Answers",
    answersHint: "How replies in this project are made.",
    model: "Model",
    second: "Fallback model",
    secondHint: "Replies if the first model fails before the reply begins.",
    none: "none",
    temperature: "Temperature",
    temperatureHint: "Low is focused and predictable, high is varied and creative.",
    slider: "Temperature slider",
    maximum: "Maximum per reply",
    maximumHint: (words: string) =>
      `In tokens, about ${words} words. A longer reply is cut off there and can be continued.`,
    maximumRange: (max: string) => `In tokens, from 1 to ${max}.`,
  },
  fields: {
    name: "Name",
    description: "Description",
    model: "Model",
    second: "Fallback model",
    temperature: "Temperature",
    maximum: "Maximum per reply",
    useFiles: "Use files",
    passages: "Passages",
    budget: "Passage budget (tokens)",
    only: "Answer only from files",
  },
} as const;
