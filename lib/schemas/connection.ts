import { z } from "zod";
import { modelNameSchema, timestampSchema } from "./common";
import { CONNECTION_KIND_IDS } from "./connection-kinds";

export const CONNECTION_LIMITS = { perInstallation: 50, models: 500, keyMax: 4_000, urlMax: 2_000 } as const;

const price = z
  .number({ error: "Prices must be numbers" })
  .min(0, "Prices must not be negative")
  .max(1_000_000, "Prices must be at most 1000000");
/** US dollars per million tokens. */
export const priceSchema = z.object({ prompt: price, completion: price });

/** What an administrator says of one of a connection's models; a model that the provider does not list is added by it. */
export const connectionModelSchema = z.object({
  id: modelNameSchema,
  /** As people see it; absent: as the provider calls it. */
  name: z
    .string({ error: "A model's name must be text" })
    .trim()
    .max(100, "A model's name must be at most 100 characters")
    .optional(),
  /** Not offered for choice; where it is named already, it goes on. */
  hidden: z.boolean({ error: "hidden must be true or false" }).optional(),
  price: priceSchema.optional(),
});
export type ConnectionModel = z.infer<typeof connectionModelSchema>;

const nameSchema = z
  .string({ error: "Name is required" })
  .trim()
  .min(1, "Name is required")
  .max(60, "Name must be at most 60 characters");
const baseUrlSchema = z
  .string({ error: "Address is required" })
  .trim()
  .min(1, "Address is required")
  .max(CONNECTION_LIMITS.urlMax, `Address must be at most ${CONNECTION_LIMITS.urlMax} characters`)
  .refine(isBaseUrl, "Enter an address like https://api.example.com/v1, without a name, password, ? or #")
  .transform((address) => new URL(address).href.replace(/\/+$/, ""));
/** Written, never read: an answer only says whether there is one. */
export const apiKeySchema = z
  .string({ error: "Key must be text" })
  .trim()
  .max(CONNECTION_LIMITS.keyMax, `Key must be at most ${CONNECTION_LIMITS.keyMax} characters`)
  // It becomes a header's value.
  .regex(/^[\x21-\x7e]*$/, "Key can have letters, digits and symbols, but no spaces");
const kindSchema = z.enum(CONNECTION_KIND_IDS, {
  error: `kind must be one of ${CONNECTION_KIND_IDS.join(", ")}`,
});
/** An id alone stands for a model of which nothing else is said. */
const modelEntrySchema = z.preprocess(
  (entry) => (typeof entry === "string" ? { id: entry } : entry),
  connectionModelSchema,
);
const modelsSchema = z
  .array(modelEntrySchema, { error: "models must be a list" })
  .max(CONNECTION_LIMITS.models, `At most ${CONNECTION_LIMITS.models} models`)
  .refine((models) => new Set(models.map(({ id }) => id)).size === models.length, "A model is named twice");
const flag = (name: string) => z.boolean({ error: `${name} must be true or false` });

function isBaseUrl(address: string): boolean {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false;
  const { username, password, search, hash } = new URL(address);
  return username === "" && password === "" && search === "" && hash === "";
}

export const createConnectionSchema = z.object({
  name: nameSchema,
  kind: kindSchema.default("custom"),
  baseUrl: baseUrlSchema,
  apiKey: apiKeySchema.optional(),
  models: modelsSchema.default([]),
  /** The address may be on the own network; never link-local. */
  allowPrivate: flag("allowPrivate").default(false),
  enabled: flag("enabled").default(true),
});
export type CreateConnectionInput = z.infer<typeof createConnectionSchema>;

export const changeConnectionSchema = z.object({
  name: nameSchema.optional(),
  kind: kindSchema.optional(),
  baseUrl: baseUrlSchema.optional(),
  /** Empty or null takes the key away. A key does not follow to another host: it must be given again. */
  apiKey: apiKeySchema.nullable().optional(),
  models: modelsSchema.optional(),
  allowPrivate: flag("allowPrivate").optional(),
  enabled: flag("enabled").optional(),
});
export type ChangeConnectionInput = z.infer<typeof changeConnectionSchema>;

export const connectionSchema = z.object({
  id: z.string(),
  /** Begins the names of its models, `<slug>::<model>`; never changes. */
  slug: z.string(),
  name: z.string(),
  kind: kindSchema,
  baseUrl: z.string(),
  hasKey: z.boolean(),
  models: z.array(connectionModelSchema),
  allowPrivate: z.boolean(),
  enabled: z.boolean(),
  /** True: made by the variables of the environment; it can't be changed here. */
  readOnly: z.boolean(),
  createdAt: timestampSchema.nullable(),
  updatedAt: timestampSchema.nullable(),
});
export type Connection = z.infer<typeof connectionSchema>;
export const connectionsAnswer = z.object({ connections: z.array(connectionSchema) });
export const connectionAnswer = z.object({ connection: connectionSchema });

export const testConnectionSchema = z.object({ model: modelNameSchema.optional() });
export type TestConnectionInput = z.infer<typeof testConnectionSchema>;

/** `yes` and `no` were tried; `unknown` could not be. */
const abilitySchema = z.enum(["yes", "no", "unknown"]);
export const ABILITIES = ["streaming", "tools", "pictures", "embeddings", "reasoning"] as const;
const listedModelsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), contextWindow: z.number().int().nullable() }),
);
export const connectionModelsAnswer = z.object({ models: listedModelsSchema });
export const connectionTestSchema = z.object({
  /** Whether a model answered. */
  ok: z.boolean(),
  /** In plain words, when it did not; null when it did. */
  failure: z.string().nullable(),
  /** Milliseconds until the list of models, and until a model's first word; null: there was none. */
  listMs: z.number().int().nullable(),
  firstWordMs: z.number().int().nullable(),
  /** What the provider lists, at most 500; the administrator's own names are not in it. */
  models: listedModelsSchema,
  /** The model that was asked; null: there was none to ask. */
  model: z.string().nullable(),
  embeddingModel: z.string().nullable(),
  supports: z.record(z.enum(ABILITIES), abilitySchema),
});
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
export const connectionTestAnswer = z.object({ test: connectionTestSchema });

/** Whose key pays for a project's replies over one connection. */
export const ownKeySchema = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  /** Whether the project has a key of its own there. */
  hasKey: z.boolean(),
  updatedAt: timestampSchema.nullable(),
});
export type OwnKey = z.infer<typeof ownKeySchema>;
export const ownKeysAnswer = z.object({ keys: z.array(ownKeySchema) });
export const ownKeyAnswer = z.object({ key: ownKeySchema });
export const putOwnKeySchema = z.object({ apiKey: apiKeySchema.min(1, "Key is required") });
