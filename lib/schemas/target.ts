import { z } from "zod";

/** Which state of a project answers: what is live, the draft, or a release by its number. */
export const targetSchema = z.union([z.literal("live"), z.literal("draft"), z.number().int().min(1)], {
  error: 'target must be "live", "draft" or the number of a release',
});
export type Target = z.infer<typeof targetSchema>;
