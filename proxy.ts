import { type NextRequest, NextResponse } from "next/server";
import { frameOrigins } from "@/lib/auth";
import { env } from "@/lib/env";
import { isSecure } from "@/lib/http/origin";
import { limitedPage } from "@/lib/http/page-limit";
import { addFrameHeaders, addSecurityHeaders, ancestorsOf, pagePolicy } from "@/lib/http/security-headers";
import { log } from "@/lib/log";

/** The widget's page, which is the only one that other sites may frame. */
const FRAMED = /^\/embed\/([^/]+)$/;
const VISITS = /^\/(embed|chat)\/[^/]+$/;

/** Gives every page a policy with a fresh nonce; Next finds it in the request and signs its own scripts with it. */
export async function proxy(request: NextRequest): Promise<Response> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const secure = isSecure(request.headers, request.nextUrl);
  const { pathname } = request.nextUrl;
  const framed = FRAMED.exec(pathname)?.[1];
  const ancestors = framed === undefined ? {} : { ancestors: ancestorsOf(await originsOf(framed)) };
  const policy = pagePolicy(nonce, { secure, dev: env().NODE_ENV === "development", ...ancestors });
  const addHeaders = framed === undefined ? addSecurityHeaders : addFrameHeaders;
  const { headers: asked, cookies } = request;
  const refused = await limitedPage({ headers: asked, cookies, secure, visit: VISITS.test(pathname) });
  if (refused) {
    // It has a style of its own and runs nothing.
    addHeaders(refused.headers, policy);
    return refused;
  }
  const headers = new Headers(request.headers);
  // Layouts get no address from Next, and need one to lead back after signing in.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  addHeaders(response.headers, policy);
  return response;
}

/** None where the name is malformed or the store is away: then the page stands in no frame. */
async function originsOf(name: string): Promise<string[]> {
  try {
    return await frameOrigins(decodeURIComponent(name));
  } catch (err) {
    log().warn({ err }, "a widget's origins could not be read");
    return [];
  }
}

export const config = {
  // Never `/api`: a matched request's body is buffered and cut at 10 MB. Its routes set their own headers.
  matcher: [
    "/((?!api(?:/|$)|\\.well-known/|health$|_next/static/|_next/image|icon\\.svg$|embed\\.js$|icons/|pdf-data/|manifest\\.webmanifest$).*)",
  ],
};
