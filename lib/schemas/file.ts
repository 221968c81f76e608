import { z } from "zod";
import { timestampSchema } from "./common";

/** `uploaded → reading → indexing → ready | failed`; a file that nothing reads stays `uploaded`. */
export const fileStatusSchema = z.enum(["uploaded", "reading", "indexing", "ready", "failed"]);
export type FileStatus = z.infer<typeof fileStatusSchema>;

export const fileSchema = z.object({
  id: z.string(),
  filename: z.string(),
  /** The provider's id, or null when the file was not sent there. */
  fileId: z.string().nullable(),
  /** Bytes. */
  size: z.number().int(),
  mimeType: z.string(),
  status: fileStatusSchema,
  error: z.string().optional(),
  /** Said beside a file that was read, such as pages without text. */
  note: z.string().optional(),
  /** Part done, 0 to 1, while it is being read. */
  progress: z.number().min(0).max(1).optional(),
  /** Number of passages that answers can use; once it is ready. */
  passages: z.number().int().optional(),
  uploadedAt: timestampSchema,
});
export type ProjectFile = z.infer<typeof fileSchema>;
