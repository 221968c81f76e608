import { admitVisitor, forgetVisitor } from "@/lib/embed";
import { endpoint, hitNewVisitor, operation, requireOwnOrigin } from "@/lib/http";
import { newVisitorSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    body: newVisitorSchema,
    handle: async ({ params, body, address, request }) => {
      // A page of ours asks, framed or not; another site's script has no business here.
      requireOwnOrigin(request.headers, request.nextUrl, "allow");
      await hitNewVisitor(address);
      return { status: 201, data: await admitVisitor(params.embed, body, address) };
    },
  }),
  DELETE: operation({
    auth: "visitor",
    handle: async ({ scope, principal }) => {
      await forgetVisitor(scope, principal.projectId, principal.visitorId);
      return { data: {} };
    },
  }),
});
