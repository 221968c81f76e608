import { z } from "zod";
import { userSchema } from "./auth";
import { LIMITS, pageQuerySchema, timestampSchema } from "./common";

/** Somebody with an account, as administrators see them. */
export const adminUserSchema = userSchema.extend({
  admin: z.boolean(),
  disabled: z.boolean(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type AdminUser = z.infer<typeof adminUserSchema>;

export const adminUsersQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(LIMITS.searchMax, `q must be at most ${LIMITS.searchMax} characters`).optional(),
});
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

export const changeUserSchema = z.object({
  admin: z.boolean({ error: "admin must be true or false" }).optional(),
  disabled: z.boolean({ error: "disabled must be true or false" }).optional(),
});
export type ChangeUserInput = z.infer<typeof changeUserSchema>;

export const adminUsersAnswer = z.object({
  users: z.array(adminUserSchema),
  nextCursor: z.string().nullable(),
});
export const adminUserAnswer = z.object({ user: adminUserSchema });
