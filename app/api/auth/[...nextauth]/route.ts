import { answerAuth, authLimit, endpoint, operation, type RouteHandler, withSignInUrl } from "@/lib/http";

const handlers = endpoint({
  GET: operation({
    auth: "public",
    limit: authLimit,
    handle: ({ request, principal }) => answerAuth(request, "GET", principal),
  }),
  POST: operation({
    auth: "public",
    limit: authLimit,
    csrf: "token",
    handle: ({ request, principal }) => answerAuth(request, "POST", principal),
  }),
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = handlers;
export const POST: RouteHandler = async (request, context) =>
  withSignInUrl(request, await handlers.POST(request, context));
