import type { z } from "zod";
import { DialectError, faultyField } from "./errors";

type Path = readonly PropertyKey[];

const writePath = (path: Path): string =>
  path.map((step) => (typeof step === "number" ? `[${step}]` : String(step))).join(".");

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return found;
}

/** Of a union the branch that came furthest tells most. */
function deepest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  const { path, message } = issue;
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return { path, message };
  const inner = issue.errors.flatMap((branch) => branch.slice(0, 1).map(deepest));
  const best = inner.reduce<(typeof inner)[number] | undefined>(
    (a, b) => (a && a.path.length >= b.path.length ? a : b),
    undefined,
  );
  return best && best.path.length > 0
    ? { path: [...path, ...best.path], message: best.message }
    : { path, message };
}

/**
 * The body as the schema gives it, the first fault as OpenAI would name it; what is unknown is ignored.
 * @throws 400 with `param` and `code`
 */
export function parseBody<S extends z.ZodType>(
  schema: S,
  body: unknown,
  unsupported: readonly string[] = [],
): z.output<S> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new DialectError(400, "The JSON body of the request must be an object.");
  }
  for (const name of unsupported) {
    const value = (body as Record<string, unknown>)[name];
    if (value !== undefined && value !== null) throw faultyField(name, `'${name}' is not supported here.`);
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw new DialectError(400, "The request is not valid.");
  const { path, message } = deepest(issue);
  const param = writePath(path);
  if (valueAt(body, path) === undefined) {
    throw faultyField(param, `Missing required parameter: '${param}'.`, "missing_required_parameter");
  }
  throw faultyField(param, `Invalid value for '${param}': ${message}`);
}
