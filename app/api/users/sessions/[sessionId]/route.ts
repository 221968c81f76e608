import { endedSessionCookie, revokeSession } from "@/lib/account";
import { endpoint, isSecure, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params, principal, request }) => {
      await revokeSession(scope, params.sessionId);
      const own = principal.via === "cookie" && principal.sessionId === params.sessionId;
      const ended = endedSessionCookie(isSecure(request.headers, request.nextUrl));
      return {
        message: "Session ended",
        data: {},
        ...(own ? { headers: { "Set-Cookie": ended } } : {}),
      };
    },
  }),
});
