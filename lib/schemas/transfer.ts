import { z } from "zod";
import { LIMITS } from "./common";
import { createProjectSchema } from "./project";

export const PROJECT_FORMAT = "chatbot-platform.project";
/** What this version of the application writes, and the only one it reads. */
export const PROJECT_FORMAT_VERSION = 1;

/** A project as one JSON document. Nothing in it names its owner or the installation it came from. */
export const projectDocumentSchema = z.object(
  {
    format: z.literal(PROJECT_FORMAT, {
      error: `This is not an exported project: format must be "${PROJECT_FORMAT}"`,
    }),
    version: z.literal(PROJECT_FORMAT_VERSION, {
      error: `Only version ${PROJECT_FORMAT_VERSION} of the format can be read here`,
    }),
    project: createProjectSchema,
    files: z
      .array(
        z.object({
          filename: z.string({ error: "Filename is required" }).min(1, "Filename is required").max(1_000),
          mimeType: z.string().max(255).optional(),
          /** Bytes. */
          size: z.number().int().min(0).optional(),
          /** Of the content; checked when it is there. */
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/i, "sha256 must be 64 hexadecimal digits")
            .optional(),
          /** Base64. */
          content: z.string({ error: "Content is required" }),
        }),
        { error: "Files must be a list" },
      )
      .max(LIMITS.filesPerProject, `A project has at most ${LIMITS.filesPerProject} files`)
      .optional(),
  },
  { error: "This is not an exported project" },
);
export type ProjectDocument = z.infer<typeof projectDocumentSchema>;

const yesOrNo = (name: string, fallback: "true" | "false") =>
  z.enum(["true", "false"], { error: `${name} must be true or false` }).default(fallback);

export const exportProjectQuerySchema = z.object({
  /** With the files' contents in base64. */
  files: yesOrNo("files", "false"),
});

export const duplicateProjectSchema = z.object({
  /** Absent: the project's name with "(copy)" behind it. */
  name: createProjectSchema.shape.name.optional(),
  /** With its files. */
  files: z.boolean({ error: "files must be true or false" }).default(true),
});
export type DuplicateProjectInput = z.infer<typeof duplicateProjectSchema>;
