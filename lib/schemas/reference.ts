import { z } from "zod";

export const referenceQuerySchema = z.object({
  operation: z.string().max(100).optional().describe("An operation's id; without it the whole reference"),
});
