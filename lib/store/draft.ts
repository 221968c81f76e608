/** What stands for the chat of a file whose message is not sent yet. No id looks like it. */
export const DRAFT = "draft";
