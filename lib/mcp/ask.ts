import { z } from "zod";
import { buildGivenRequest, resolveTarget, sourcesOf } from "@/lib/chats";
import { answerMetered } from "@/lib/openai";
import { codePoints, LIMITS, variableValuesSchema } from "@/lib/schemas";
import type { McpCall } from "./call";
import type { ToolOutput } from "./tool-output";

export const askInput = z.object({
  question: z
    .string()
    .min(1)
    .refine((text) => codePoints(text) <= LIMITS.messageMax, `At most ${LIMITS.messageMax} characters`)
    .describe("What to ask; it must be complete in itself"),
  variables: z
    .record(z.string(), z.string())
    .optional()
    .describe("Values for the variables of the project's prompts, by name"),
});

export const askOutput = z.object({
  answer: z.string().describe("May name passages as [1], [2] …"),
  sources: z
    .array(
      z.object({
        number: z.number().int(),
        fileId: z.string(),
        filename: z.string(),
        ordinal: z.number().int().describe("For read_passage"),
        text: z.string(),
      }),
    )
    .describe("Every passage that the assistant was given"),
});

/** Answers from what is live, with no chat kept; counted and limited under the key as any answer is. */
export async function ask(call: McpCall, input: z.output<typeof askInput>): Promise<ToolOutput> {
  const { scope, dialect } = call;
  const variables = variableValuesSchema.parse(input.variables ?? {});
  const { project, pinned } = await resolveTarget(scope, call.project);
  const messages = [{ role: "user" as const, content: input.question }];
  const given = await buildGivenRequest(scope, project, { messages, variables }, pinned);
  const answering = await answerMetered(dialect, scope, project, given, { n: 1, onEvent: () => {} });
  await answering.done;
  const [choice] = answering.generation.choices;
  const answer = choice?.text || choice?.refusal || "";
  const sources = sourcesOf(answering.sources).map(({ number, fileId, filename, ordinal, text }) => ({
    number,
    fileId,
    filename,
    ordinal,
    text,
  }));
  const lines = sources.map(
    (at) => `[${at.number}] ${at.filename} (fileId ${at.fileId}, ordinal ${at.ordinal})`,
  );
  const text = lines.length > 0 ? `${answer}\n\nSources:\n${lines.join("\n")}` : answer;
  return { structured: { answer, sources }, text };
}
