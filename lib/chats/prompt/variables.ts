import type { PromptMessage } from "@/lib/ai";
import { AppError, invalid } from "@/lib/errors";
import {
  fillVariables,
  findVariables,
  knownValues,
  resolveVariables,
  type VariableValues,
  variableProblem,
} from "@/lib/schemas";
import type { PromptRecord } from "@/lib/store";

type Prompts = readonly Pick<PromptRecord, "role" | "content">[];

const contentsOf = (prompts: Prompts): string[] => prompts.map(({ content }) => content);

/**
 * What one reply fills a project's variables with.
 * @throws `validation_failed` on `variables.<name>` for each that has neither a value nor a default
 */
export function requireVariables(prompts: Prompts, given: VariableValues): VariableValues {
  const { values, missing } = resolveVariables(findVariables(contentsOf(prompts)), given);
  if (missing.length === 0) return values;
  throw new AppError("validation_failed", {
    errors: missing.map((name) => ({
      path: `variables.${name}`,
      message: `A value for ${name} is required`,
    })),
  });
}

/** The prompts as a model gets them. */
export function fillPrompts(prompts: Prompts, values: VariableValues): PromptMessage[] {
  return prompts.map(({ role, content }) => ({ role, content: fillVariables(content, values) }));
}

/** What a chat remembers: the values given to it, then and now, as far as some prompt asks for them. */
export function rememberedVariables(
  prompts: Prompts,
  before: VariableValues,
  given: VariableValues,
): VariableValues {
  return knownValues(findVariables(contentsOf(prompts)), { ...before, ...given });
}

/** @throws `validation_failed` on `path` when the prompts' variables break a limit */
export function checkVariables(prompts: Prompts, path: string): void {
  const problem = variableProblem(contentsOf(prompts));
  if (problem) throw invalid(path, problem);
}
