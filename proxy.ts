import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { isSecure } from "@/lib/http/origin";
import { limitedPage } from "@/lib/http/page-limit";
import { addSecurityHeaders, pagePolicy } from "@/lib/http/security-headers";

/** Gives every page a policy with a fresh nonce; Next finds it in the request and signs its own scripts with it. */
export async function proxy(request: NextRequest): Promise<Response> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const secure = isSecure(request.headers, request.nextUrl);
  const policy = pagePolicy(nonce, { secure, dev: env().NODE_ENV === "development" });
  const { headers: asked, cookies } = request;
  const refused = await limitedPage({ headers: asked, cookies, secure });
  if (refused) {
    // It has a style of its own and runs nothing.
    addSecurityHeaders(refused.headers, policy);
    return refused;
  }
  const headers = new Headers(request.headers);
  // Layouts get no address from Next, and need one to lead back after signing in.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  addSecurityHeaders(response.headers, policy);
  return response;
}

export const config = {
  // Never `/api`: a matched request's body is buffered and cut at 10 MB. Its routes set their own headers.
  matcher: [
    "/((?!api(?:/|$)|\\.well-known/|health$|_next/static/|_next/image|icon\\.svg$|icons/|manifest\\.webmanifest$).*)",
  ],
};
