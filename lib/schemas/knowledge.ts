import { z } from "zod";

/** Where a passage stands in its file. Counted from 1; a field is absent where the format has no such thing. */
export const locationSchema = z.object({
  page: z.number().int().optional(),
  endPage: z.number().int().optional(),
  slide: z.number().int().optional(),
  sheet: z.string().optional(),
  row: z.number().int().optional(),
  endRow: z.number().int().optional(),
  line: z.number().int().optional(),
  endLine: z.number().int().optional(),
});
export type PassageLocation = z.infer<typeof locationSchema>;

/** A passage of a file that an answer was given, or that a search found. Kept as it was when the file changes or goes. */
export const sourceSchema = z.object({
  /** Its number in the answer: `[1]`. */
  number: z.number().int(),
  fileId: z.string(),
  filename: z.string(),
  mediaType: z.string(),
  /** The passage's place in the file, from 0. */
  ordinal: z.number().int(),
  location: locationSchema,
  /** Titles above it, outermost first. */
  heading: z.array(z.string()),
  text: z.string(),
  /** Start and end (UTF-16 units) of the words in `text` that the question asked for. */
  matches: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  /** 0 to 1, beside the other passages of the same answer. */
  score: z.number(),
  /** It has none of the question's words and is only the nearest there is. */
  weak: z.literal(true).optional(),
  /** Estimated. */
  tokens: z.number().int(),
  /** Hash of the text: the same passage again has the same. */
  hash: z.string(),
});
export type Source = z.infer<typeof sourceSchema>;

export const projectSearchSchema = z.object({
  query: z
    .string({ error: "Query is required" })
    .min(1, "Query is required")
    .max(2_000, "Query must be at most 2000 characters")
    .refine((value) => value.trim() !== "", "Query is required"),
  /** Passages at most; the project's setting when absent. */
  limit: z
    .number({ error: "Limit must be a number" })
    .int("Limit must be a whole number")
    .min(1, "Limit must be at least 1")
    .max(50, "Limit must be at most 50")
    .optional(),
  /** Tokens that all passages together may take; the project's setting when absent. */
  budget: z
    .number({ error: "Budget must be a number" })
    .int("Budget must be a whole number")
    .min(1, "Budget must be at least 1")
    .max(100_000, "Budget must be at most 100000")
    .optional(),
});
export type ProjectSearchInput = z.infer<typeof projectSearchSchema>;

export const projectSearchResultSchema = z.object({
  passages: z.array(sourceSchema),
  /** `hybrid` when vectors had a say, `words` when not, `none` when there was nothing to look for or in. */
  mode: z.enum(["words", "hybrid", "none"]),
  /** Milliseconds that the search took. */
  took: z.number(),
  /** Passages that were searched. */
  searched: z.number().int(),
});
export type ProjectSearchResult = z.infer<typeof projectSearchResultSchema>;

/** A passage of one file, for showing what was read. */
export const filePassageSchema = sourceSchema
  .pick({ ordinal: true, location: true, heading: true, text: true, tokens: true })
  .extend({
    /** UTF-16 units at the beginning that repeat the end of the passage before. */
    overlap: z.number().int(),
  });
export type FilePassage = z.infer<typeof filePassageSchema>;

export const passagesQuerySchema = z.object({
  /** Place of the first passage, from 0. */
  from: z.coerce
    .number({ error: "from must be a number" })
    .int("from must be a whole number")
    .min(0, "from must be at least 0")
    .default(0),
  limit: z.coerce
    .number({ error: "limit must be a number" })
    .int("limit must be a whole number")
    .min(1, "limit must be at least 1")
    .max(100, "limit must be at most 100")
    .default(50),
});

export const passagesAnswer = z.object({
  passages: z.array(filePassageSchema),
  /** Passages of the whole file. */
  total: z.number().int(),
  /** Where the next page begins, or null at the end. */
  next: z.number().int().nullable(),
});

/** What a model received for one reply. */
export const sentRequestSchema = z.object({
  model: z.string(),
  temperature: z.number(),
  maxTokens: z.number().int(),
  messages: z.array(
    z.object({
      role: z.enum(["system", "user", "assistant"]),
      content: z.string(),
      /** Sent with the text. */
      pictures: z.array(z.object({ mediaType: z.string(), url: z.string() })).optional(),
    }),
  ),
  sources: z.array(sourceSchema),
  /** Estimated. */
  promptTokens: z.number().int(),
  /** Older messages of the branch that did not fit. */
  droppedMessages: z.number().int(),
  configId: z.string(),
  /** The project's version at that moment. */
  version: z.number().int(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;
export const sentRequestAnswer = z.object({ request: sentRequestSchema });
