import { z } from "zod";

export const projectColors = ["gray", "red", "orange", "green", "teal", "blue", "violet", "pink"] as const;
export type ProjectColor = (typeof projectColors)[number];

// Made when wanted: the first Intl object costs a page tens of milliseconds.
const isOneSign = (text: string) =>
  [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length === 1;

/** One sign, mostly an emoji: a family of four is 25 units long. */
const iconSchema = z
  .string({ error: "Icon must be one character, such as an emoji, or null" })
  .trim()
  .min(1, "Icon must be one character, such as an emoji, or null")
  .max(32, "Icon must be one character, such as an emoji")
  .refine((icon) => isOneSign(icon) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(icon), {
    error: "Icon must be one character, such as an emoji",
  });

/** How a project is told apart at a glance. Absent stays, null is none. */
export const projectLookSchema = z.object({
  icon: iconSchema.nullable().optional(),
  color: z
    .enum(projectColors, { error: `Color must be one of ${projectColors.join(", ")}, or null` })
    .nullable()
    .optional(),
});

export const pinSchema = z.object({ pinned: z.boolean({ error: "Pinned must be true or false" }) });
export const PINS_MAX = 20;
