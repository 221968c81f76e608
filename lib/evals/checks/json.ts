import { Validator } from "@cfworker/json-schema";
import type { Check } from "@/lib/schemas";
import { CHECK_LIMITS } from "@/lib/schemas";
import { error, type Finding, fail, judged, pass } from "./types";

/** Bounds of what is compared, so that the worst schema on the worst answer takes a moment. */
export const JSON_LIMITS = {
  text: 200_000,
  nodes: 10_000,
  depth: 60,
  schemaNodes: 400,
  unique: 200,
} as const;

/** Never looked up, or patterns of an engine that may take for ever. */
const REFUSED = new Set([
  "$ref",
  "$dynamicRef",
  "$recursiveRef",
  "pattern",
  "patternProperties",
  "$dynamicAnchor",
  "$recursiveAnchor",
  "$id",
]);
/** Keywords whose values are names with schemas, not keywords. */
const NAMED = new Set(["properties", "dependentSchemas", "$defs", "definitions", "dependencies"]);
/** Keywords whose values are data. */
const DATA = new Set(["const", "enum", "default", "examples"]);

/** The answer, or its only fenced block, as JSON. */
export function jsonOf(output: string): { value: unknown } | null {
  const text = output.trim();
  if (text.length > JSON_LIMITS.text) return null;
  const whole = parsed(text);
  if (whole) return whole;
  const fences = text.split("\n").flatMap((line, at) => (/^\s{0,3}```/.test(line) ? [at] : []));
  const [from, to] = fences;
  if (fences.length !== 2 || from === undefined || to === undefined) return null;
  return parsed(
    text
      .split("\n")
      .slice(from + 1, to)
      .join("\n"),
  );
}

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

export function json({ schema }: Extract<Check, { type: "json" }>, output: string): Finding {
  const found = jsonOf(output);
  if (!found) return fail("The answer is not JSON, nor is its only fenced block");
  if (schema === undefined) return pass("The answer is JSON");
  const problem = schemaProblem(schema);
  if (problem) return error(problem);
  const size = measure(found.value, 0);
  if (size.nodes > JSON_LIMITS.nodes || size.depth > JSON_LIMITS.depth) {
    return error("The answer's JSON is too large to be held against a schema");
  }
  if (size.longest > JSON_LIMITS.unique && mentions(schema, "uniqueItems")) {
    return error(`Lists of more than ${JSON_LIMITS.unique} items are not searched for repeats`);
  }
  const validator = new Validator(withoutFormats(schema) as Schema, "2020-12", true);
  const { valid, errors } = validator.validate(found.value);
  const last = errors.at(-1);
  return judged(
    valid,
    "The answer's JSON fits the schema",
    last ? `${last.instanceLocation}: ${last.error}` : "",
  );
}

type Schema = ConstructorParameters<typeof Validator>[0];

/** @returns what is wrong with a schema, in a sentence, or null */
export function schemaProblem(schema: unknown): string | null {
  if (
    typeof schema !== "boolean" &&
    (typeof schema !== "object" || schema === null || Array.isArray(schema))
  ) {
    return "A JSON schema is an object";
  }
  if (JSON.stringify(schema).length > CHECK_LIMITS.schema) return "The schema is too large";
  const { nodes, depth } = measure(schema, 0);
  if (nodes > JSON_LIMITS.schemaNodes || depth > 30) return "The schema is too large";
  const refused = findRefused(schema, false);
  return refused && `The schema's ${refused} is not supported here: write it out, or use a regex check`;
}

/** `named`: the keys of this object are names of properties, so they are no keywords. */
function findRefused(value: unknown, named: boolean): string | null {
  if (Array.isArray(value)) {
    for (const entry of value) {
      const found = findRefused(entry, false);
      if (found) return found;
    }
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!named && REFUSED.has(key)) return key;
    if (!named && DATA.has(key)) continue;
    const found = findRefused(inner, !named && NAMED.has(key));
    if (found) return found;
  }
  return null;
}

/** `format` describes and is not checked, as JSON Schema 2020-12 has it by default. */
function withoutFormats(value: unknown, named = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutFormats(entry));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || key !== "format")
      .map(([key, inner]) => [
        key,
        !named && DATA.has(key) ? inner : withoutFormats(inner, !named && NAMED.has(key)),
      ]),
  );
}

const mentions = (schema: unknown, keyword: string) => JSON.stringify(schema).includes(`"${keyword}"`);

type Size = { nodes: number; depth: number; longest: number };

/** Stops counting soon after a bound is passed. */
function measure(value: unknown, depth: number): Size {
  const size: Size = { nodes: 1, depth, longest: 0 };
  if (typeof value !== "object" || value === null || depth > JSON_LIMITS.depth) return size;
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  size.longest = inner.length;
  for (const entry of inner) {
    const own = measure(entry, depth + 1);
    size.nodes += own.nodes;
    size.depth = Math.max(size.depth, own.depth);
    size.longest = Math.max(size.longest, own.longest);
    if (size.nodes > JSON_LIMITS.nodes) break;
  }
  return size;
}
