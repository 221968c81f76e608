import { endpoint, operation, requestOrigin } from "@/lib/http";
import { invite, listInvitations } from "@/lib/people";
import { inviteSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "owner",
    handle: async ({ scope, params }) => ({
      data: { invitations: await listInvitations(scope, params.projectId), nextCursor: null },
    }),
  }),
  POST: operation({
    auth: "user",
    role: "owner",
    body: inviteSchema,
    handle: async ({ scope, params, body, request }) => {
      const { invitation, path, mailed } = await invite(scope, params.projectId, body);
      const url = new URL(path, requestOrigin(request.headers, request.nextUrl)).href;
      return { status: 201, message: "Invitation created", data: { invitation, url, mailed } };
    },
  }),
});
