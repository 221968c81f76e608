import { guideText } from "@/lib/text/reference-guide";

export type Schema = Record<string, unknown>;
export type Field = { name: string; type: string; required: boolean; description: string };
type Schemas = Record<string, Schema>;

const MAX_VALUES = 12;

/** The fields of an object, those of objects in it with a dotted name, to the second level. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix = ""): Field[] {
  const object = resolve(schema, schemas);
  const required = new Set((object.required ?? []) as string[]);
  const properties = Object.entries((object.properties ?? {}) as Schemas);
  return properties.flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const field = {
      name,
      type: shapeOf(value, schemas),
      required: required.has(key),
      description: typeof value.description === "string" ? value.description : "",
    };
    return [field, ...(prefix ? [] : fieldsOf(objectIn(value, schemas), schemas, `${name}.`))];
  });
}

/** A schema in the words of a reader: `string, 1–200 characters`, `"up" | "down" | null`, `Prompt[]`. */
export function shapeOf(schema: Schema, schemas: Schemas): string {
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "object";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.slice(0, MAX_VALUES).map((value) => JSON.stringify(value));
    return [...values, ...(schema.enum.length > MAX_VALUES ? ["…"] : [])].join(" | ");
  }
  const union = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (union) return [...new Set(union.map((option) => shapeOf(option, schemas)))].join(" | ");
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => shapeOf({ ...schema, type }, schemas)).join(" | ");
  }
  if (schema.type === "array") {
    const item = shapeOf((schema.items ?? {}) as Schema, schemas);
    const list = item.includes(" ") ? `(${item})[]` : `${item}[]`;
    return withLimits(list, range(schema.minItems, schema.maxItems), "entries");
  }
  if (schema.type === "string") {
    const format = typeof schema.format === "string" ? `string (${schema.format})` : "string";
    return withLimits(format, range(schema.minLength, schema.maxLength), "characters");
  }
  if (schema.type === "number" || schema.type === "integer") {
    return withLimits(schema.type, range(schema.minimum, schema.maximum), "");
  }
  return typeof schema.type === "string" ? schema.type : "any";
}

function withLimits(type: string, limits: string, unit: string): string {
  return limits ? `${type}, ${limits}${unit ? ` ${unit}` : ""}` : type;
}

function range(from: unknown, to: unknown): string {
  const low = typeof from === "number" && Math.abs(from) < Number.MAX_SAFE_INTEGER ? from : null;
  const high = typeof to === "number" && Math.abs(to) < Number.MAX_SAFE_INTEGER ? to : null;
  if (low !== null && high !== null) return `${low}–${high}`;
  if (high !== null) return guideText.operation.atMost(high);
  return low === null ? "" : guideText.operation.atLeast(low);
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  return typeof schema.$ref === "string" ? (schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}) : schema;
}

/** The object that a field is or may be. */
function objectIn(schema: Schema, schemas: Schemas): Schema {
  const union = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  const objects = (union ?? [schema]).map((option) => resolve(option, schemas));
  return objects.find(({ properties }) => properties) ?? {};
}
