import { endpoint, operation } from "@/lib/http";
import { addPrompt, reorderPrompts } from "@/lib/projects";
import { promptInputSchema, promptOrderSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    body: promptInputSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Prompt added successfully",
      data: await addPrompt(scope, params.projectId, body),
    }),
  }),
  PUT: operation({
    auth: "user",
    role: "editor",
    body: promptOrderSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Prompts reordered successfully",
      data: await reorderPrompts(scope, params.projectId, body),
    }),
  }),
});
