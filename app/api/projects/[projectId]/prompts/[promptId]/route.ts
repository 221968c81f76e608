import { endpoint, operation } from "@/lib/http";
import { removePrompt, updatePrompt } from "@/lib/projects";
import { promptUpdateSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "user",
    role: "editor",
    body: promptUpdateSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Prompt updated successfully",
      data: await updatePrompt(scope, params.projectId, params.promptId, body),
    }),
  }),
  DELETE: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => ({
      message: "Prompt deleted successfully",
      data: await removePrompt(scope, params.projectId, params.promptId),
    }),
  }),
});
