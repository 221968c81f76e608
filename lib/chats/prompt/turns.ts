import type { PromptMessage } from "@/lib/ai";

/**
 * The same words in the one form that every server's template takes: one system message, the first, with all that there
 * are in order, and turns of user and assistant that alternate: two of one speaker go out as one. Calls of tools, their answers and turns of named speakers stay apart.
 */
export function asTurns(messages: PromptMessage[]): PromptMessage[] {
  const turns: PromptMessage[] = [];
  let system: PromptMessage | undefined;
  for (const message of messages) {
    if (message.role === "system") {
      system = system ? joined(system, message) : message;
      continue;
    }
    const last = turns.at(-1);
    if (last && joins(last, message)) turns[turns.length - 1] = joined(last, message);
    else turns.push(message);
  }
  return system ? [system, ...turns] : turns;
}

/** A chat's history without the messages that were never answered: replies that failed at once left no text. */
export const answered = <T extends PromptMessage>(history: T[]): T[] =>
  history.filter(({ role }, at) => role !== "user" || history[at + 1]?.role === "assistant");

const joins = (one: PromptMessage, next: PromptMessage) =>
  one.role === next.role &&
  one.name === next.name &&
  [one, next].every(({ toolCalls, toolCallId }) => !toolCalls?.length && toolCallId === undefined);

function joined(one: PromptMessage, next: PromptMessage): PromptMessage {
  const pictures = [...(one.pictures ?? []), ...(next.pictures ?? [])];
  return {
    role: one.role,
    content: [one.content, next.content].filter((text) => text !== "").join("\n\n"),
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(one.name !== undefined && one.name === next.name ? { name: one.name } : {}),
  };
}
