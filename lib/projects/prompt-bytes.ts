import { AppError } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";

/** @throws `limit_reached` when all prompts of a project together are too long to be stored as one. */
export function checkPromptBytes(prompts: { content: string }[]): void {
  const bytes = prompts.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes <= LIMITS.promptBytes) return;
  const message = `The prompts of a project have at most ${LIMITS.promptBytes / 1024 / 1024} MB together`;
  throw new AppError("limit_reached", { message });
}
