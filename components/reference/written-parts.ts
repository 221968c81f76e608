export type WrittenPartName = "contents" | "chapters";
const NAME = Symbol.for("chatbot-platform.reference-parts");

/**
 * HTML that a process writes once, cut where scheme and host belong. On globalThis: what draws it and what puts it into a
 * page are modules of two kinds to Next, which don't share their variables.
 */
export function writtenParts(): Map<WrittenPartName, string[]> {
  const holder = globalThis as { [NAME]?: Map<WrittenPartName, string[]> };
  holder[NAME] ??= new Map();
  return holder[NAME];
}
