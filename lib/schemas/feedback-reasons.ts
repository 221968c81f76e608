/** What may be wrong with a reply, to choose from. */
export const FEEDBACK_REASONS = [
  "incorrect",
  "incomplete",
  "files-ignored",
  "off-topic",
  "too-long",
  "tone",
  "unsafe",
] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];
