import type { z } from "zod";
import { AppError, isAppError, notFound } from "@/lib/errors";
import {
  SAVED_PROMPT_LIMITS,
  type SavedPrompt,
  type SavedPromptInput,
  type savedPromptPatchSchema,
} from "@/lib/schemas";
import { getStore, type SavedPromptRecord, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";

const toPrompt = ({ id, name, content, createdAt, updatedAt }: SavedPromptRecord): SavedPrompt => ({
  id,
  name,
  content,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});

/** The person's own prompts, by name; all of them, for they are few. */
export async function listSavedPrompts(scope: Scope): Promise<{ prompts: SavedPrompt[] }> {
  return { prompts: (await (await getStore()).savedPrompts.list(scope)).map(toPrompt) };
}

/** @throws `limit_reached` */
export async function createSavedPrompt(scope: Scope, input: SavedPromptInput): Promise<SavedPrompt> {
  const { savedPrompts } = await getStore();
  const record = await savedPrompts.create(scope, input, SAVED_PROMPT_LIMITS.count).catch((error) => {
    if (!isAppError(error, "limit_reached")) throw error;
    const message = `You have ${SAVED_PROMPT_LIMITS.count} prompts, which is the limit; delete one first`;
    throw new AppError("limit_reached", { message });
  });
  return toPrompt(record);
}

/** @throws not_found */
export async function updateSavedPrompt(
  scope: Scope,
  id: string,
  input: z.infer<typeof savedPromptPatchSchema>,
): Promise<SavedPrompt> {
  const { name, content } = input;
  const patch = { ...(name === undefined ? {} : { name }), ...(content === undefined ? {} : { content }) };
  const record = await (await getStore()).savedPrompts.update(scope, id, patch);
  if (!record) throw notFound("Prompt");
  return toPrompt(record);
}

/** @throws not_found */
export async function deleteSavedPrompt(scope: Scope, id: string): Promise<void> {
  if (!(await (await getStore()).savedPrompts.remove(scope, id))) throw notFound("Prompt");
}
