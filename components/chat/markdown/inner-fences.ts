/**
 * A listing in Markdown that itself holds listings: models fence the whole and the parts with the same marks, and by the
 * letter the first part would end the whole. Inside of a `markdown` block a fence with a language begins a part, which the
 * next bare fence ends. The parts' marks are swapped for as many private-use characters, so that offsets stay true.
 */
const HIDDEN = "\uE005";
const OUTER = /^( {0,3})(`{3,}(?!`)|~{3,}(?!~))[ \t]*(?:markdown|md|mdx)[ \t]*$/i;
const FENCE = /^[ \t]*(`{3,}(?!`)|~{3,}(?!~))[ \t]*([^`]*)$/;

export function hideInnerFences(source: string): string {
  if (!/^ {0,3}(?:`{3}|~{3})[`~]*[ \t]*m(?:arkdown|dx?)[ \t]*$/im.test(source)) return source;
  let outer = "";
  let depth = 0;
  return source
    .split("\n")
    .map((line) => {
      if (outer === "") {
        outer = OUTER.exec(line)?.[2] ?? "";
        return line;
      }
      const [, marks = "", info = ""] = FENCE.exec(line.slice(0, 200)) ?? [];
      if (marks === "" || marks[0] !== outer[0]) return line;
      if (info.trim() !== "") depth += 1;
      else if (depth > 0) depth -= 1;
      else {
        if (marks.length >= outer.length) outer = "";
        return line;
      }
      return line.replace(marks, HIDDEN.repeat(marks.length));
    })
    .join("\n");
}

/** What stood in a value before. */
export function showInnerFences(value: string, mark: string): string {
  return value.replaceAll(HIDDEN, mark);
}
