import { z } from "zod";
import { LIMITS, timestampSchema } from "./common";

export const EMBED_LIMITS = {
  origins: 20,
  suggestions: 4,
  titleMax: 60,
  greetingMax: 500,
  suggestionMax: 200,
  /** What a visitor may write at once; far less than a person who is signed in. */
  messageMax: 4_000,
  messagesMax: 1_000_000,
  tokensMax: 1e12,
  slugMax: 60,
  originMax: 300,
} as const;

/** Days without a visit after which a visitor and all they said are forgotten. */
export const VISITOR_DAYS = 30;

/**
 * Scheme, host and port as browsers send them. The host is held to letters that mean nothing else in a content security
 * policy, where it ends up: no `*`, `;` or `,`.
 */
const ORIGIN = /^https?:\/\/[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d{1,5})?$/;
export const isSiteOrigin = (value: string): boolean =>
  value.length <= EMBED_LIMITS.originMax &&
  ORIGIN.test(value) &&
  URL.canParse(value) &&
  new URL(value).origin === value;

const siteOriginSchema = z
  .string({ error: "An origin is text" })
  // Of one that is too long only this is said: its shape may be right.
  .max(EMBED_LIMITS.originMax, {
    error: `An origin must be at most ${EMBED_LIMITS.originMax} characters`,
    abort: true,
  })
  .refine(isSiteOrigin, "An origin looks like https://example.com, in lower case and without a path");

const line = (name: string, max: number) =>
  z
    .string({ error: `${name} must be text` })
    .trim()
    .max(max, `${name} must be at most ${max} characters`);

const amount = (name: string, max: number) =>
  z
    .number({ error: `${name} must be a number` })
    .int(`${name} must be a whole number`)
    .min(1, `${name} must be at least 1`)
    .max(max, `${name} must be at most ${max}`);

/** By days of UTC. Tokens count prompt and answer. */
const allowanceSchema = z.object({
  messagesPerDay: amount("Messages per day", EMBED_LIMITS.messagesMax),
  tokensPerDay: amount("Tokens per day", EMBED_LIMITS.tokensMax),
});
export type EmbedAllowance = z.infer<typeof allowanceSchema>;

export const embedLimitsSchema = z.object({
  visitor: allowanceSchema,
  /** An IPv4 address, or the /64 of an IPv6 one. */
  address: allowanceSchema,
  /** All visitors together. */
  embed: allowanceSchema,
});
export type EmbedLimits = z.infer<typeof embedLimitsSchema>;

export const LINK_MODES = ["off", "public", "password"] as const;
const linkModeSchema = z.enum(LINK_MODES, { error: "mode must be off, public or password" });

/** Letters, digits and hyphens; never what could be an id. */
const slugSchema = z
  .string({ error: "The address must be text" })
  .trim()
  .toLowerCase()
  .min(3, "The address must have at least 3 characters")
  .max(EMBED_LIMITS.slugMax, `The address must be at most ${EMBED_LIMITS.slugMax} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "The address may have letters, digits and single hyphens")
  .refine((value) => !/^[0-9a-f]{24}$/.test(value), "The address must not look like an id");

/** How the assistant looks and what it says before anybody asks. */
export const embedLookSchema = z.object({
  /** Empty: the project's name. */
  title: line("Title", EMBED_LIMITS.titleMax),
  greeting: line("Greeting", EMBED_LIMITS.greetingMax),
  suggestions: z
    .array(line("A suggestion", EMBED_LIMITS.suggestionMax).min(1, "A suggestion needs some text"), {
      error: "Suggestions must be a list",
    })
    .max(EMBED_LIMITS.suggestions, `At most ${EMBED_LIMITS.suggestions} suggestions`),
  colour: z
    .string({ error: "Colour must be text" })
    .regex(/^#[0-9a-f]{6}$/i, "Colour must be like #0f766e")
    .toLowerCase(),
  position: z.enum(["right", "left"], { error: "position must be right or left" }),
  /** Open as soon as the page is there; else the visitor opens it. */
  open: z.boolean({ error: "open must be true or false" }),
  theme: z.enum(["system", "light", "dark"], { error: "theme must be system, light or dark" }),
});

export const embedSettingsSchema = embedLookSchema.extend({
  enabled: z.boolean({ error: "enabled must be true or false" }),
  origins: z
    .array(siteOriginSchema, { error: "Origins must be a list" })
    .max(EMBED_LIMITS.origins, `At most ${EMBED_LIMITS.origins} origins`),
  /** Whether visitors see which files an answer rests on. */
  sources: z.boolean({ error: "sources must be true or false" }),
  limits: embedLimitsSchema,
});
export type EmbedSettings = z.infer<typeof embedSettingsSchema>;

export const EMBED_DEFAULTS: EmbedSettings = {
  enabled: false,
  origins: [],
  title: "",
  greeting: "Hello! How can I help?",
  suggestions: [],
  colour: "#0f766e",
  position: "right",
  open: false,
  theme: "system",
  sources: false,
  limits: {
    visitor: { messagesPerDay: 50, tokensPerDay: 200_000 },
    address: { messagesPerDay: 200, tokensPerDay: 800_000 },
    embed: { messagesPerDay: 2_000, tokensPerDay: 5_000_000 },
  },
};

export const embedLinkSchema = z.object({ mode: linkModeSchema, slug: slugSchema.nullable() });
export type EmbedLink = z.infer<typeof embedLinkSchema>;

/** What is absent stays. */
export const updateEmbedSchema = embedSettingsSchema.partial().extend({
  link: z
    .object({
      mode: linkModeSchema.optional(),
      slug: slugSchema.nullable().optional(),
      /** Write-only. Another one shuts out whoever came in with the one before. */
      password: z
        .string({ error: "Password must be text" })
        .min(LIMITS.passwordMin, `Password must be at least ${LIMITS.passwordMin} characters`)
        .refine(
          (value) => new TextEncoder().encode(value).length <= LIMITS.passwordMaxBytes,
          `Password must be at most ${LIMITS.passwordMaxBytes} bytes`,
        )
        .optional(),
    })
    .optional(),
});
export type UpdateEmbedInput = z.infer<typeof updateEmbedSchema>;

export const embedSchema = embedSettingsSchema.extend({
  projectId: z.string(),
  link: embedLinkSchema.extend({ hasPassword: z.boolean() }),
  /** Null: never saved. */
  updatedAt: timestampSchema.nullable(),
});
export type Embed = z.infer<typeof embedSchema>;

export const embedAnswer = z.object({
  embed: embedSchema,
  /** Today, by UTC; what answers under way may take counts. */
  used: z.object({ messages: z.number().int(), tokens: z.number().int() }),
  /** Those who are remembered. */
  visitors: z.number().int(),
  /** How visitors rated answers; which, and in what words, is theirs. */
  ratings: z.object({ up: z.number().int(), down: z.number().int() }),
});
export const visitorsEndedAnswer = z.object({ ended: z.number().int() });

/** What anybody may know of an assistant before they say anything. */
export const embedFaceSchema = embedLookSchema.pick({
  title: true,
  greeting: true,
  suggestions: true,
  colour: true,
  theme: true,
});
export type EmbedFace = z.infer<typeof embedFaceSchema>;

/** The origin of the page that shows the widget. */
export const lookQuerySchema = z.object({
  origin: z
    .string({ error: "origin is required" })
    .max(EMBED_LIMITS.originMax, `origin must be at most ${EMBED_LIMITS.originMax} characters`),
});

/** Through a web site (`origin`), or through the link, with its password where it has one. */
export const newVisitorSchema = z.object({
  origin: z
    .string({ error: "Origin must be text" })
    .max(EMBED_LIMITS.originMax, `Origin must be at most ${EMBED_LIMITS.originMax} characters`)
    .optional(),
  password: z
    .string({ error: "Password must be text" })
    .max(1_000, "Password must be at most 1000 characters")
    .optional(),
});
export type NewVisitorInput = z.infer<typeof newVisitorSchema>;

/** `token` is shown this once. */
export const visitorAnswer = z.object({
  token: z.string(),
  expiresAt: timestampSchema,
  face: embedFaceSchema,
});

export const visitorMessageSchema = z.object({
  message: z
    .string({ error: "Message is required" })
    .min(1, "Message is required")
    .max(EMBED_LIMITS.messageMax, `A message must be at most ${EMBED_LIMITS.messageMax} characters`)
    .refine((value) => value.trim() !== "", "Message is required"),
  chatId: z.string().max(200).optional(),
  stream: z.boolean().optional(),
});
export type VisitorMessageInput = z.infer<typeof visitorMessageSchema>;

const sourceSchema = z.object({ number: z.number().int(), title: z.string() });
/** A message as its visitor sees it: no model, no tokens, no ids of anything else. */
export const visitorMessageViewSchema = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  status: z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]),
  /** Absent unless the assistant shows them. */
  sources: z.array(sourceSchema).optional(),
  rating: z.enum(["up", "down"]).nullable(),
  createdAt: timestampSchema,
});
export type VisitorMessage = z.infer<typeof visitorMessageViewSchema>;

export const visitorChatSchema = z.object({
  id: z.string(),
  title: z.string(),
  running: z.boolean(),
  createdAt: timestampSchema,
  activityAt: timestampSchema,
});
export type VisitorChat = z.infer<typeof visitorChatSchema>;

const nextCursor = z.string().nullable();
export const visitorChatsAnswer = z.object({ chats: z.array(visitorChatSchema), nextCursor });
export const visitorMessagesAnswer = z.object({ messages: z.array(visitorMessageViewSchema), nextCursor });
export const visitorReplyAnswer = z.object({
  chatId: z.string(),
  messageId: z.string(),
  message: z.string(),
  status: z.enum(["complete", "stopped"]),
  sources: z.array(sourceSchema).optional(),
});
export const visitorRatingSchema = z.object({
  rating: z.enum(["up", "down"], { error: "rating must be up, down or null" }).nullable(),
});
