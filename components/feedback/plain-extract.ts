/** Of a longer text the rest is left out: the expressions below look from each blank and dash to the end of its run. */
const TEXT_MAX = 2_000;

/**
 * The beginning of a reply (a few hundred characters), in one line, without the signs of its Markdown. It may end anywhere, so
 * pairs are not looked for; signs inside of words (`2*3`, `snake_case`) stay.
 */
export function plainExtract(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .replace(/(^|\s)(?:`{3,}|~{3,})[\w+#-]*/g, "$1")
    .replace(/!?\[([^\][]{0,200})\]\((?:[^()\s]{0,500})\)/g, "$1")
    .replace(/(^|\s)(?:#{1,6}|\*)(?=\s)/g, "$1")
    .replace(/(^|[:.!?] )>+(?=\s)/g, "$1")
    .replace(/\|?(?:\s*:?-+:?\s*\|)+/g, " ")
    .replace(
      /(?<![\p{L}\p{N}])(?:\*{1,3}|_{1,3}|~~|`{1,2})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~|`{1,2})(?![\p{L}\p{N}])/gu,
      "",
    )
    .replace(/\s+/g, " ")
    .trim();
}
