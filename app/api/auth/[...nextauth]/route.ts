import { endpoint, operation, type RouteHandler } from "@/lib/http/endpoint";
import { answerAuth, authLimit, withSignInUrl } from "@/lib/http/next-auth";

const handlers = endpoint({
  GET: operation({
    auth: "public",
    limit: authLimit,
    handle: ({ request }) => answerAuth(request, "GET"),
  }),
  POST: operation({
    auth: "public",
    limit: authLimit,
    csrf: "token",
    handle: ({ request }) => answerAuth(request, "POST"),
  }),
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = handlers;
export const POST: RouteHandler = async (request, context) =>
  withSignInUrl(request, await handlers.POST(request, context));
