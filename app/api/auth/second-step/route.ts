import { finishSignIn } from "@/lib/account";
import { secondStepFromCookies } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { endpoint, isSecure, operation, requireOwnOrigin, userAgentOf } from "@/lib/http";
import { secondFactorCodeSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: secondFactorCodeSchema,
    handle: async ({ body, request, address }) => {
      requireOwnOrigin(request.headers, request.nextUrl);
      const secure = isSecure(request.headers, request.nextUrl);
      const waiting = await secondStepFromCookies(request.cookies, secure);
      if (!waiting) throw new AppError("unauthenticated");
      const device = { userAgent: userAgentOf(request.headers), secure, address };
      const { cookie } = await finishSignIn(waiting, body.totp, device);
      return { message: "Login successful", data: {}, headers: { "Set-Cookie": cookie } };
    },
  }),
});
