import { deleteProfile, endedSessionCookie, getProfile, updateProfile } from "@/lib/account";
import { endpoint, hitPasswordCheck, isSecure, operation, userAgentOf } from "@/lib/http";
import { deleteProfileSchema, updateProfileSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope }) => ({ data: { user: await getProfile(scope) } }),
  }),
  PUT: operation({
    auth: "user",
    body: updateProfileSchema,
    handle: async ({ scope, body, principal, request }) => {
      if (body.currentPassword) await hitPasswordCheck(principal.userId);
      const device = {
        userAgent: userAgentOf(request.headers),
        secure: isSecure(request.headers, request.nextUrl),
      };
      const { cookie, ...data } = await updateProfile(scope, body, principal, device);
      return {
        message: "Profile updated successfully",
        data,
        ...(cookie ? { headers: { "Set-Cookie": cookie } } : {}),
      };
    },
  }),
  DELETE: operation({
    auth: "user",
    body: deleteProfileSchema,
    handle: async ({ scope, body, principal, request }) => {
      if (body.currentPassword) await hitPasswordCheck(principal.userId);
      await deleteProfile(scope, body, principal);
      const ended = endedSessionCookie(isSecure(request.headers, request.nextUrl));
      return {
        message: "Account deleted successfully",
        data: {},
        ...(principal.via === "cookie" ? { headers: { "Set-Cookie": ended } } : {}),
      };
    },
  }),
});
