import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Scripts above this are libraries that a page fetches when somebody wants them (PDF, diagrams): compiled as they are used. */
export const MOST_BYTES = 256 * 1024;

const HINT = "//# allFunctionsCalledOnLoad\n";

/**
 * Tells V8 to compile the pages' scripts whole and beside the main thread, while they arrive (explicit compile hints, Chromium 136
 * and later; a comment for every other browser). Without it each function is compiled by the main thread when it is first called:
 * half of what a start costs (docs/decisions/0023). Names keep their hash, for the code is the same.
 * @param {string} folder with the scripts of a build
 * @returns {number} how many carry the hint
 */
export function addCompileHints(folder) {
  let hinted = 0;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!name.endsWith(".js") || statSync(file).size > MOST_BYTES) continue;
    const code = readFileSync(file, "utf8");
    if (!code.startsWith(HINT)) writeFileSync(file, HINT + code);
    hinted += 1;
  }
  return hinted;
}
