import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { resolveTarget } from "@/lib/chats";
import { fillVariables, findVariables, VARIABLE_LIMITS } from "@/lib/schemas";
import type { McpCall } from "./call";

const TITLE_MAX = 80;

/**
 * The live prompts of the project. What tells the assistant how to behave is its makers' own: only a key of the owner,
 * who may read it anyway, shows more than the messages of the role `user`.
 */
export async function addPrompts(server: McpServer, { scope, project: draft }: McpCall): Promise<void> {
  const { project } = await resolveTarget(scope, draft);
  // The first registration makes the server answer `prompts/list`, which a project without prompts has to as well.
  server.registerPrompt("none", {}, () => ({ messages: [] })).remove();
  project.prompts.forEach(({ role, content }, index) => {
    if (role !== "user" && scope.role !== "owner") return;
    const variables = findVariables([content]);
    const name = `prompt-${index + 1}`;
    const title = titleOf(content) || name;
    const message = (values: Record<string, string>) => ({
      messages: [
        {
          role: role === "assistant" ? ("assistant" as const) : ("user" as const),
          content: { type: "text" as const, text: fillVariables(content, values) },
        },
      ],
    });
    const description = `A message of the role ${role} in this project`;
    if (variables.length === 0) {
      server.registerPrompt(name, { title, description }, () => message({}));
      return;
    }
    const value = z.string().max(VARIABLE_LIMITS.valueMax);
    const argsSchema = z.object(
      Object.fromEntries(
        variables.map(({ name: variable, default: preset }) => [
          variable,
          preset === null ? value : value.default(preset),
        ]),
      ),
    );
    server.registerPrompt(name, { title, description, argsSchema }, (values) => message(values));
  });
}

const titleOf = (content: string): string =>
  content.trimStart().slice(0, TITLE_MAX).split("\n", 1)[0]?.trim() ?? "";
