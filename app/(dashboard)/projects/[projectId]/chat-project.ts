import type { ChatProject } from "@/components/chat/chat-project";
import { modelSees } from "@/lib/ai";
import { findVariables, type Project } from "@/lib/schemas";

/** What the chat needs to know of its project; prompts may be long and stay on the server. */
export async function chatProject(project: Project): Promise<ChatProject> {
  const { id, name, role, settings, prompts, liveRelease } = project;
  return {
    id,
    name,
    model: settings.model,
    seeing: await modelSees(settings.model),
    hasPrompts: prompts.length > 0,
    starters: settings.starters ?? [],
    editable: role !== "member",
    liveRelease,
    variables: findVariables(prompts.map(({ content }) => content)),
  };
}
