import { z } from "zod";
import { getFile, listPassages, searchProject } from "@/lib/files";
import { idSchema } from "@/lib/schemas";
import type { McpCall } from "./call";
import type { ToolOutput } from "./tool-output";

const passage = z.object({
  fileId: z.string(),
  filename: z.string(),
  ordinal: z.number().int().describe("The passage's place in its file, from 0"),
  heading: z.array(z.string()).describe("Titles above it, outermost first"),
  text: z.string(),
});

export const searchInput = z.object({
  query: z.string().trim().min(1).max(2_000),
  limit: z.number().int().min(1).max(20).default(8).describe("Passages at most"),
});
export const searchOutput = z.object({ passages: z.array(passage.extend({ score: z.number() })) });

export async function searchFiles(
  { scope, project }: McpCall,
  { query, limit }: z.output<typeof searchInput>,
): Promise<ToolOutput> {
  const found = await searchProject(scope, project.id, { query, limit });
  const passages = found.passages.map(({ fileId, filename, ordinal, heading, text, score }) => ({
    fileId,
    filename,
    ordinal,
    heading,
    text,
    score,
  }));
  const text = passages.map(written).join("\n\n") || "Nothing was found.";
  return { structured: { passages }, text };
}

export const readInput = z.object({
  fileId: idSchema,
  ordinal: z.number().int().min(0).default(0).describe("Place of the first passage, from 0"),
  count: z.number().int().min(1).max(10).default(1),
});
export const readOutput = z.object({
  passages: z.array(passage),
  total: z.number().int().describe("Passages of the whole file"),
  next: z.number().int().nullable().describe("The ordinal to go on with; null at the end"),
});

/** @throws not_found */
export async function readPassage(
  { scope, project }: McpCall,
  { fileId, ordinal: from, count: limit }: z.output<typeof readInput>,
): Promise<ToolOutput> {
  const { filename } = await getFile(scope, project.id, fileId);
  const { passages: read, total, next } = await listPassages(scope, project.id, fileId, { from, limit });
  const passages = read.map(({ ordinal, heading, text }) => ({ fileId, filename, ordinal, heading, text }));
  const text = passages.map(written).join("\n\n") || `The file has ${total} passages; none begins there.`;
  return { structured: { passages, total, next }, text };
}

const written = ({ filename, fileId, ordinal, heading, text }: z.output<typeof passage>) =>
  `${[filename, ...heading].join(" › ")} (fileId ${fileId}, ordinal ${ordinal})\n${text}`;
