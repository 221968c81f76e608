import type { GenerationRequest } from "./types";

/* What the demo model does with a caller's tools and schemas: it knows nothing, but what it writes has the form asked for. */

type Schema = Record<string, unknown>;
const MAX_DEPTH = 6;
const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The call that must be made (`tool_choice`), or that the last message names; null: none, or tools have answered. */
export function demoCall({
  messages,
  parameters,
}: GenerationRequest): { id: string; name: string; arguments: string } | null {
  const { tools = [], tool_choice: choice = "auto" } = parameters ?? {};
  const last = messages.at(-1);
  if (tools.length === 0 || choice === "none" || last?.toolCallId !== undefined) return null;
  const functions = tools.flatMap((tool) => (isObject(tool.function) ? [tool.function] : []));
  const named = isObject(choice) && isObject(choice.function) ? choice.function.name : undefined;
  const wanted =
    functions.find(({ name }) => name === named) ??
    (choice === "required"
      ? functions[0]
      : functions.find(({ name }) => typeof name === "string" && name && last?.content.includes(name)));
  if (!wanted) return null;
  const given = JSON.stringify(sampleOf(isObject(wanted.parameters) ? wanted.parameters : {}, 0) ?? {});
  return { id: `call_demo_${messages.length}`, name: String(wanted.name), arguments: given };
}

/** An answer in the form of `response_format`; null where plain text is asked for. */
export function demoJson({ parameters }: GenerationRequest): string | null {
  const format = parameters?.response_format;
  if (format?.type === "json_object") return JSON.stringify({ answer: "This is the demo model." });
  if (format?.type !== "json_schema" || !isObject(format.json_schema)) return null;
  const { schema } = format.json_schema;
  return JSON.stringify(sampleOf(isObject(schema) ? schema : {}, 0));
}

/** Some value that fits the plain part of a JSON Schema. */
function sampleOf(schema: Schema, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [first] = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (isObject(first)) return sampleOf(first, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "string":
      return "demo";
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 0;
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return isObject(schema.items) && Number(schema.minItems) > 0 ? [sampleOf(schema.items, depth + 1)] : [];
    default: {
      const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
      return Object.fromEntries(
        properties.map(([name, value]) => [name, isObject(value) ? sampleOf(value, depth + 1) : null]),
      );
    }
  }
}
