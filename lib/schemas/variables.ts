/**
 * Variables in prompts: `{{name}}`, or `{{name=default}}`. This is the one place that knows their syntax; the server and
 * the browser both use it, so it brings no library along.
 *
 * A name begins with a letter of any script; letters, digits, `_` and `-` follow. Blanks around name and default do not
 * count. `\{{name}}` stays as the text `{{name}}`, `\\{{name}}` is a backslash and the value.
 */

import { codePoints } from "./code-points";

/** Lengths are Unicode code points. */
export const VARIABLE_LIMITS = {
  nameMax: 64,
  valueMax: 10_000,
  /** All values of one chat together: as much as a message may hold. */
  totalMax: 100_000,
  /** Variables of one project. */
  count: 50,
} as const;

/** `default` is null where a value has to be given. */
export type Variable = { name: string; default: string | null };
export type VariableValues = Record<string, string>;

// Every part is bounded or stops at the next brace, so that no text takes more than linear time.
const NAME = String.raw`\p{L}[\p{L}\p{N}_-]`;
const BODY = String.raw`\s*(?:=((?:(?!\{\{|\}\})[\s\S])*))?\}\}`;
const VARIABLE = new RegExp(String.raw`(\\{0,2})\{\{\s*(${NAME}{0,63})${BODY}`, "gu");
const LONG_NAME = new RegExp(String.raw`(?<!\\)\{\{\s*(${NAME}{64,})${BODY}`, "u");

/** Where variables stand in a text, for marking them. Offsets are UTF-16 units. */
export type VariablePlace = { name: string; start: number; end: number };

export function variablePlaces(text: string): VariablePlace[] {
  return [...text.matchAll(VARIABLE)].flatMap((match) => {
    const [whole, slashes = "", name = ""] = match;
    if (slashes.length === 1) return [];
    return [{ name, start: match.index + slashes.length, end: match.index + whole.length }];
  });
}

/** Each variable once, in the order in which they first occur. The first default that is given counts everywhere. */
export function findVariables(texts: readonly string[]): Variable[] {
  const found = new Map<string, string | null>();
  for (const text of texts) {
    for (const [, slashes = "", name = "", preset] of text.matchAll(VARIABLE)) {
      if (slashes.length === 1) continue;
      const known = found.get(name) ?? null;
      found.set(name, known ?? preset?.trim() ?? null);
    }
  }
  return [...found].map(([name, preset]) => ({ name, default: preset }));
}

/** The text with its variables filled in. Values are put in as they are: what looks like a variable in one stays text. */
export function fillVariables(text: string, values: VariableValues): string {
  return text.replace(VARIABLE, (whole, slashes: string, name: string) => {
    if (slashes.length === 1) return whole.slice(1);
    const value = valueIn(values, name);
    return value === null ? whole : slashes.slice(1) + value;
  });
}

/** What each variable gets: the given value, else its default; and the names that have neither. */
export function resolveVariables(
  variables: readonly Variable[],
  given: VariableValues,
): { values: VariableValues; missing: string[] } {
  const values: VariableValues = {};
  const missing: string[] = [];
  for (const variable of variables) {
    const value = valueIn(given, variable.name) ?? variable.default;
    if (value === null) missing.push(variable.name);
    else values[variable.name] = value;
  }
  return { values, missing };
}

/** The given values that some variable asks for. */
export function knownValues(variables: readonly Variable[], given: VariableValues): VariableValues {
  const known = variables.flatMap(({ name }) => {
    const value = valueIn(given, name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

/** What is wrong with the variables of these prompts, in a sentence; null: nothing. */
export function variableProblem(texts: readonly string[]): string | null {
  const { count, nameMax, valueMax } = VARIABLE_LIMITS;
  for (const text of texts) {
    const long = LONG_NAME.exec(text)?.[1];
    if (long) return `Variable names have at most ${nameMax} characters: {{${long.slice(0, 20)}…}} has more`;
  }
  const variables = findVariables(texts);
  if (variables.length > count) {
    return `The prompts of a project take at most ${count} variables; these are ${variables.length}`;
  }
  const wordy = variables.find((variable) => codePoints(variable.default ?? "") > valueMax);
  return wordy ? `The default of {{${wordy.name}}} must be at most ${valueMax} characters` : null;
}

function valueIn(values: VariableValues, name: string): string | null {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}
