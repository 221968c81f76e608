import type { ChatProject } from "@/components/chat/chat-project";
import { modelSees } from "@/lib/ai";
import { findVariables, type Project } from "@/lib/schemas";

/** What the chat needs to know of its project; prompts may be long and stay on the server. */
export function chatProject({ id, name, role, settings, prompts, liveRelease }: Project): ChatProject {
  return {
    id,
    name,
    model: settings.model,
    seeing: modelSees(settings.model),
    hasPrompts: prompts.length > 0,
    starters: settings.starters ?? [],
    editable: role !== "member",
    liveRelease,
    variables: findVariables(prompts.map(({ content }) => content)),
  };
}
