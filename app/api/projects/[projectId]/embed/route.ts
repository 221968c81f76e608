import { getEmbed, updateEmbed } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";
import { updateEmbedSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: await getEmbed(scope, params.projectId) }),
  }),
  PUT: operation({
    auth: "user",
    role: "editor",
    body: updateEmbedSchema,
    handle: async ({ scope, params, body, address }) => ({
      data: await updateEmbed(scope, params.projectId, body, address),
    }),
  }),
});
