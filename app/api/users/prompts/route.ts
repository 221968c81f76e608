import { createSavedPrompt, listSavedPrompts } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { savedPromptInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope }) => ({ data: await listSavedPrompts(scope) }),
  }),
  POST: operation({
    auth: "user",
    body: savedPromptInputSchema,
    handle: async ({ scope, body }) => ({
      status: 201,
      message: "Prompt saved",
      data: { prompt: await createSavedPrompt(scope, body) },
    }),
  }),
});
