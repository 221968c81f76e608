import type { JsonSchema } from "./schemas";

const ID = "665f1c2e9b1e8a0012ab34cd";
const TIME = "2026-11-29T12:00:00.000Z";

/** What a field of this name usually holds; the schema decides whether it fits. */
const WORDS: Record<string, string> = {
  name: "Support desk",
  title: "Returns after 30 days",
  message: "What changed in the returns policy?",
  question: "What changed in the returns policy?",
  query: "returns policy",
  content: "You answer customers of a small bicycle shop. Be brief and kind.",
  description: "Answers the shop's customers",
  email: "ada@example.com",
  password: "a long passphrase",
  filename: "returns.md",
  mimeType: "text/markdown",
  slug: "support-desk",
  url: "https://example.com/hook",
  baseUrl: "https://api.openai.com/v1",
  apiKey: "sk-your-key",
};

/** Where no word fits, the first of these that a pattern takes. */
const CANDIDATES = [
  TIME,
  "2026-11-29",
  ID,
  "0".repeat(64),
  "support-desk",
  "name",
  "https://example.com",
  "#3366cc",
  "1",
];

type Components = Record<string, JsonSchema>;
type Options = { components: Components; requiredOnly?: boolean };

/**
 * A value that a JSON schema accepts. With `requiredOnly` an object has what it must have, or its first field: the
 * shortest request, which names no ids that do not exist.
 */
export function exampleOf(schema: JsonSchema, options: Options, name = "", depth = 0): unknown {
  if (typeof schema.$ref === "string") {
    const target = options.components[schema.$ref.split("/").at(-1) ?? ""];
    return target ? exampleOf(target, options, name, depth + 1) : null;
  }
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(union)) {
    const kinds = union as JsonSchema[];
    const chosen = kinds.find(({ type }) => type !== "null" && depth < 9) ?? kinds.at(-1) ?? {};
    return exampleOf(chosen, options, name, depth);
  }
  if (Array.isArray(schema.allOf)) {
    const parts = (schema.allOf as JsonSchema[]).map((part) => exampleOf(part, options, name, depth));
    return Object.assign({}, ...parts);
  }
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  if (Array.isArray(schema.type)) return exampleOf({ ...schema, type: schema.type[0] }, options, name, depth);
  if (schema.type === "object") return objectOf(schema, options, depth);
  if (schema.type === "array") return arrayOf(schema, options, name, depth);
  if (schema.type === "string") return stringOf(schema, name);
  if (schema.type === "number" || schema.type === "integer") return numberOf(schema);
  if (schema.type === "boolean") return true;
  return schema.type === "null" ? null : {};
}

function objectOf(schema: JsonSchema, options: Options, depth: number): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  const all = Object.keys(properties);
  const short = required.length > 0 || depth > 0 ? required : all.slice(0, 1);
  const chosen = options.requiredOnly || depth > 6 ? short : all;
  const rest = schema.additionalProperties as JsonSchema | boolean | undefined;
  const others = required.filter((key) => !(key in properties));
  return Object.fromEntries([
    ...chosen
      .filter((key) => key in properties)
      .map((key) => [key, exampleOf(properties[key] ?? {}, options, key, depth + 1)]),
    ...others.map((key) => [key, typeof rest === "object" ? exampleOf(rest, options, key, depth + 1) : {}]),
  ]);
}

function arrayOf(schema: JsonSchema, options: Options, name: string, depth: number): unknown[] {
  const least = typeof schema.minItems === "number" ? schema.minItems : 0;
  const length = Math.max(least, options.requiredOnly || depth > 6 ? 0 : 1);
  const item = name.replace(/s$/, "");
  return Array.from({ length }, () =>
    exampleOf((schema.items ?? {}) as JsonSchema, options, item, depth + 1),
  );
}

function stringOf(schema: JsonSchema, name: string): string {
  const { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const fits = (text: string) =>
    text.length >= Number(minLength) &&
    text.length <= Number(maxLength) &&
    (typeof pattern !== "string" || new RegExp(pattern, "u").test(text));
  if (format === "date-time") return TIME;
  if (format === "date") return "2026-11-29";
  if (format === "email") return WORDS.email ?? "";
  if (format === "uri") return "https://example.com";
  const word =
    WORDS[name] ?? (/(^i|I)ds?$/.test(name) ? ID : /(At|Until)$/.test(name) ? TIME : name || "text");
  return [word, ...CANDIDATES].find(fits) ?? word.padEnd(Number(minLength), "x").slice(0, Number(maxLength));
}

function numberOf({ minimum, exclusiveMinimum, maximum, type }: JsonSchema): number {
  if (typeof exclusiveMinimum === "number") return exclusiveMinimum + (type === "integer" ? 1 : 0.5);
  const usual = Math.max(typeof minimum === "number" ? minimum : 1, 1);
  return typeof maximum === "number" ? Math.min(usual, maximum) : usual;
}
