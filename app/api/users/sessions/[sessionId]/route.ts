import { revokeSession } from "@/lib/account/sessions";
import { endedSessionCookie } from "@/lib/account/users";
import { endpoint, operation } from "@/lib/http/endpoint";
import { isSecure } from "@/lib/http/origin";

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
