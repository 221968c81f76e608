/** What the settings say of a model. */
export const modelsText = {
  gone: (model: string) =>
    `The provider doesn’t offer ${model}, so replies would fail. Choose one of its models, or save it if you’re sure.`,
  down: "The provider can’t be reached right now, so it isn’t known whether it offers this model.",
} as const;
