import type { z } from "zod";
import { checkVariables } from "@/lib/chats";
import { AppError, invalid, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import {
  LIMITS,
  type Prompt,
  type promptInputSchema,
  type promptOrderSchema,
  type promptUpdateSchema,
} from "@/lib/schemas";
import type { PromptRecord, Scope } from "@/lib/store";
import { changeProject } from "./change-project";
import { toPrompt } from "./shapes";

/** `version` is the project's after the change, so that an open editor does not take it for somebody else's. */
type Versioned<T> = T & { version: number };

/** @throws not_found, `limit_reached` at 50 prompts */
export async function addPrompt(
  scope: Scope,
  projectId: string,
  input: z.output<typeof promptInputSchema>,
): Promise<Versioned<{ prompt: Prompt }>> {
  const prompt: PromptRecord = {
    id: newId(),
    role: input.role,
    content: input.content,
    createdAt: Date.now(),
  };
  const { version } = await changeProject(scope, projectId, ({ prompts }) => {
    if (prompts.length >= LIMITS.promptsPerProject) {
      const message = `A project has at most ${LIMITS.promptsPerProject} prompts`;
      throw new AppError("limit_reached", { message });
    }
    checkVariables([...prompts, prompt], "content");
    return { prompts: [...prompts, prompt] };
  });
  return { prompt: toPrompt(prompt), version };
}

/** @throws not_found for the project or the prompt; `stale_edit` when `version` is given and has risen */
export async function updatePrompt(
  scope: Scope,
  projectId: string,
  promptId: string,
  input: z.output<typeof promptUpdateSchema>,
): Promise<Versioned<{ prompt: Prompt }>> {
  const project = await changeProject(
    scope,
    projectId,
    ({ prompts }) => {
      const old = find(prompts, promptId);
      const changed = { ...old, role: input.role ?? old.role, content: input.content ?? old.content };
      const all = prompts.map((prompt) => (prompt.id === promptId ? changed : prompt));
      if (changed.content !== old.content) checkVariables(all, "content");
      return { prompts: all };
    },
    input.version,
  );
  return { prompt: toPrompt(find(project.prompts, promptId)), version: project.version };
}

/** @throws not_found for the project or the prompt */
export async function removePrompt(
  scope: Scope,
  projectId: string,
  promptId: string,
): Promise<Versioned<{ id: string }>> {
  const { version } = await changeProject(scope, projectId, ({ prompts }) => {
    find(prompts, promptId);
    return { prompts: prompts.filter((prompt) => prompt.id !== promptId) };
  });
  return { id: promptId, version };
}

/**
 * `order` names every prompt of the project once.
 * @throws not_found for an id that is none of the project's, `validation_failed` when one is missing or named twice
 */
export async function reorderPrompts(
  scope: Scope,
  projectId: string,
  { order }: z.output<typeof promptOrderSchema>,
): Promise<Versioned<{ prompts: Prompt[] }>> {
  const project = await changeProject(scope, projectId, ({ prompts }) => {
    const ordered = order.map((id) => find(prompts, id));
    if (ordered.length !== prompts.length || new Set(order).size !== order.length) {
      throw invalid("order", "Order must name every prompt of the project exactly once");
    }
    return { prompts: ordered };
  });
  return { prompts: project.prompts.map(toPrompt), version: project.version };
}

function find(prompts: PromptRecord[], id: string): PromptRecord {
  const prompt = prompts.find((candidate) => candidate.id === id);
  if (!prompt) throw notFound("Prompt");
  return prompt;
}
