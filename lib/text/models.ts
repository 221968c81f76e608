/** What the settings say of a model. */
export const modelsText = {
  gone: (model: string) =>
    `The provider does not offer ${model}: replies would fail. Choose one of its models, or save it if you know better.`,
  down: "The provider can’t be reached right now, so nobody knows whether it offers this model.",
} as const;
