import { z } from "zod";
import {
  chatSchema,
  connectionSchema,
  fileSchema,
  keySchema,
  messagePartSchema,
  messageSchema,
  modelSchema,
  profileSchema,
  projectSchema,
  projectSummarySchema,
  promptSchema,
  settingsSchema,
  sourceSchema,
  usageSchema,
  userSchema,
} from "@/lib/schemas";

/** Schemas that get a name of their own in the document. */
const named = z.registry<{ id: string }>();
named
  .add(userSchema, { id: "User" })
  .add(profileSchema, { id: "Profile" })
  .add(projectSchema, { id: "Project" })
  .add(projectSummarySchema, { id: "ProjectSummary" })
  .add(settingsSchema, { id: "Settings" })
  .add(promptSchema, { id: "Prompt" })
  .add(fileSchema, { id: "File" })
  .add(keySchema, { id: "Key" })
  .add(sourceSchema, { id: "Source" })
  .add(modelSchema, { id: "Model" })
  .add(connectionSchema, { id: "Connection" })
  .add(chatSchema, { id: "Chat" })
  .add(messageSchema, { id: "Message" })
  .add(messagePartSchema, { id: "MessagePart" })
  .add(usageSchema, { id: "Usage" });

/** What `z.json()` becomes: a union that contains itself, of which client generators make types that don't compile. */
const NAMELESS = /^__schema\d+$/;
const ANY_JSON = /\{"\$ref":"#\/\$defs\/__schema\d+"\}/g;

export type JsonSchema = Record<string, unknown>;

/**
 * Turns zod schemas into JSON Schema 2020-12, which is what OpenAPI 3.1 takes, and gathers the named ones that they
 * mention in `components`.
 */
export function schemaWriter(components: Record<string, JsonSchema>) {
  return (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
    const {
      $schema: _,
      $defs,
      ...own
    } = z.toJSONSchema(schema, { metadata: named, io }) as JsonSchema & {
      $defs?: Record<string, JsonSchema>;
    };
    for (const [id, definition] of Object.entries($defs ?? {})) {
      if (!NAMELESS.test(id)) components[id] ??= pointToComponents(withoutId(definition));
    }
    const id = named.get(schema)?.id;
    if (!id) return pointToComponents(own);
    components[id] ??= pointToComponents(withoutId(own));
    return { $ref: `#/components/schemas/${id}` };
  };
}

function withoutId({ id: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function pointToComponents<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(ANY_JSON, "{}");
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as T;
}
