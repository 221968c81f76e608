/** How long a model that reasons thinks before it answers. */
export const effortText = {
  label: "Reasoning effort",
  default: "Default",
  short: { minimal: "Minimal", low: "Low", medium: "Medium", high: "High" },
} as const;
