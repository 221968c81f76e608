import { endpoint, operation } from "@/lib/http";
import { acceptInvitation, openInvitation } from "@/lib/people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // Changes nothing: mail scanners and previews open links.
  GET: operation({
    auth: "public",
    handle: async ({ params }) => ({ data: { invitation: await openInvitation(params.token) } }),
  }),
  POST: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({
      message: "Invitation accepted",
      data: { project: await acceptInvitation(scope, params.token) },
    }),
  }),
});
