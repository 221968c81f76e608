import type { PromptMessage } from "@/lib/ai";
import type { Source, VariableValues } from "@/lib/schemas";
import type { ConfigRecord, KeptGiven } from "@/lib/store";
import { type AttachedFile, filedMessage } from "../prompt/attached";
import { withPassagesMessage } from "../prompt/passage-plan";
import { asTurns } from "../prompt/turns";
import { fillPrompts, requireVariables } from "../prompt/variables";

export type { KeptGiven } from "@/lib/store";

/** What of a passage stands in a request. */
export type GivenSource = Pick<Source, "number" | "filename" | "heading" | "location" | "text">;

/** The files stand on the last message, when that is the user's. */
export function withFiles(
  messages: PromptMessage[],
  files: AttachedFile[],
  pictures: ReadonlySet<string>,
): PromptMessage[] {
  const last = messages.at(-1);
  if (files.length === 0 || last?.role !== "user") return messages;
  return [...messages.slice(0, -1), { ...last, ...filedMessage({ ...last, files }, pictures) }];
}

/** The messages of a request that `buildGivenRequest` made, from what was kept of it. */
export function givenAgain(
  config: Pick<ConfigRecord, "prompts">,
  given: { messages: PromptMessage[]; variables: VariableValues },
  { passages, files = [], pictures = [] }: KeptGiven,
  sources: GivenSource[],
): PromptMessage[] {
  const prompts = fillPrompts(config.prompts, requireVariables(config.prompts, given.variables));
  const messages = asTurns([...prompts, ...withFiles(given.messages, files, new Set(pictures))]);
  return passages ? withPassagesMessage(messages, sources, passages, passages.before) : messages;
}
