/** A check while it is being written. */
export type DraftCheck = { key: string; check: Record<string, unknown> & { type: string } };
export type FileName = { id: string; filename: string };

let counter = 0;
export const draftCheck = (check: DraftCheck["check"]): DraftCheck => ({ key: `c${counter++}`, check });
