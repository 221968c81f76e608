/** What stands before the caret and asks for a list: `@` for a file of the project, `/` at the start for a prompt of one's own. */
export type Trigger = { kind: "file" | "prompt"; query: string; from: number; to: number };

/** Longer ones are text. */
const LONGEST = 60;

export function triggerAt(value: string, caret: number): Trigger | null {
  const line = value.slice(Math.max(0, caret - LONGEST - 1), caret);
  if (caret <= LONGEST && /^\/[^\s/]*$/.test(line))
    return { kind: "prompt", query: line.slice(1), from: 0, to: caret };
  const at = line.lastIndexOf("@");
  if (at < 0) return null;
  const query = line.slice(at + 1);
  const before = line[at - 1];
  // An address (name@host) and what was left behind on another line are none.
  if ((before !== undefined && !/[\s(]/.test(before)) || /[\n\r@]/.test(query)) return null;
  return { kind: "file", query, from: caret - query.length - 1, to: caret };
}
