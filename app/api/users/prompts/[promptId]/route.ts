import { deleteSavedPrompt, updateSavedPrompt } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { savedPromptPatchSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    body: savedPromptPatchSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Prompt saved",
      data: { prompt: await updateSavedPrompt(scope, params.promptId, body) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await deleteSavedPrompt(scope, params.promptId);
      return { message: "Prompt deleted", data: {} };
    },
  }),
});
