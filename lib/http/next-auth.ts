import type { NextRequest } from "next/server";
import type { Principal } from "@/lib/auth";
import {
  type AuthRequest,
  configuredProviders,
  DEVICE_COOKIE,
  deviceCookie,
  runNextAuth,
  secureCookies,
  sessionCookieName,
} from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";
import { clientAddress } from "./address";
import { readBytes } from "./body";
import { userAgentOf } from "./device";
import { hitSignInAccount } from "./limits";
import { isSecure, requestHost, requestOrigin } from "./origin";
import type { Limit } from "./types";

type AuthMethod = AuthRequest["method"];

/** next-auth 4's actions and their methods; anything else under `/api/auth` is no route. */
const ACTIONS: Readonly<Record<string, readonly AuthMethod[]>> = {
  providers: ["GET"],
  csrf: ["GET"],
  session: ["GET", "POST"],
  signin: ["GET", "POST"],
  signout: ["GET", "POST"],
  callback: ["GET", "POST"],
  "verify-request": ["GET"],
  error: ["GET"],
  _log: ["POST"],
};
const WITH_PROVIDER = new Set(["signin", "callback"]);

function segmentsOf(request: NextRequest): string[] {
  return request.nextUrl.pathname.split("/").filter(Boolean).slice(2);
}

/** The session and csrf reads cost nothing, so that open tabs don't use a visitor's quota up. */
export function authLimit(request: NextRequest): Limit {
  const [action, provider] = segmentsOf(request);
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (method === "GET" && (action === "session" || action === "csrf")) return "none";
  return method === "POST" && action === "callback" && provider === "credentials" ? "sign-in" : "general";
}

/** @throws `route_not_found`, `method_not_allowed` */
function actionOf(
  request: NextRequest,
  method: AuthMethod,
): { action: string; provider: string | undefined } {
  const [action = "", provider, ...more] = segmentsOf(request);
  const methods = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  const known =
    provider === undefined ||
    provider === "credentials" ||
    configuredProviders().some(({ id }) => id === provider);
  if (!methods || more.length > 0 || !known || (provider !== undefined && !WITH_PROVIDER.has(action))) {
    throw new AppError("route_not_found");
  }
  if (action === "callback" && provider === undefined) throw new AppError("route_not_found");
  if (!methods.includes(method)) {
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    throw new AppError("method_not_allowed", { headers: { Allow: allow } });
  }
  return { action, provider };
}

/** Answers one request to next-auth's routes in its own formats. */
export async function answerAuth(
  request: NextRequest,
  method: AuthMethod,
  principal: Principal | null,
): Promise<Response> {
  const { action, provider } = actionOf(request, method);
  const body = method === "POST" ? await readForm(request) : {};
  // The browser client reports its errors here; strangers' text has no place in the log.
  if (action === "_log") return Response.json({});
  const signingIn = authLimit(request) === "sign-in" && body.email ? body.email : null;
  if (signingIn) {
    const device = request.cookies.get(DEVICE_COOKIE)?.value;
    await hitSignInAccount(signingIn, clientAddress(request.headers), device);
  }
  const { headers, nextUrl } = request;
  const origin = requestOrigin(headers, nextUrl);
  const cookies = Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
  const answer = await runNextAuth(
    {
      method,
      action,
      provider,
      body: withoutBadUrls(body, origin, (name) => name === "callbackUrl"),
      query: withoutBadUrls(
        Object.fromEntries(nextUrl.searchParams),
        origin,
        (name) => name === "callbackUrl",
      ),
      cookies: withoutBadUrls(cookies, origin, (name) => name.endsWith("next-auth.callback-url")),
      headers: {
        ...Object.fromEntries(headers),
        "x-forwarded-host": requestHost(headers, nextUrl),
        "x-forwarded-proto": isSecure(headers, nextUrl) ? "https" : "http",
      },
    },
    {
      secure: isSecure(headers, nextUrl),
      userAgent: userAgentOf(headers),
      previous: principal?.via === "cookie" ? principal : null,
    },
  );
  const session = `${sessionCookieName(secureCookies(isSecure(headers, nextUrl)))}=`;
  if (signingIn && answer.headers.getSetCookie().some((cookie) => cookie.startsWith(session))) {
    answer.headers.append("Set-Cookie", await deviceCookie(signingIn, isSecure(headers, nextUrl)));
  }
  return answer;
}

/** next-auth answers an unreadable callback address with a 500 that stays as long as its cookie; we forget it. */
function withoutBadUrls(
  record: Record<string, string>,
  origin: string,
  isUrl: (name: string) => boolean,
): Record<string, string> {
  const entries = Object.entries(record).filter(([name, value]) => !isUrl(name) || isHttpUrl(value, origin));
  return Object.fromEntries(entries);
}

function isHttpUrl(value: string, origin: string): boolean {
  return URL.canParse(value, origin) && /^https?:$/.test(new URL(value, origin).protocol);
}

/** @throws `too_large`, `malformed_json`, `unsupported_media_type` */
async function readForm(request: NextRequest): Promise<Record<string, string>> {
  const bytes = await readBytes(request, LIMITS.jsonBodyBytes);
  if (!bytes) return {};
  const text = new TextDecoder().decode(bytes);
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return Object.fromEntries(new URLSearchParams(text));
  if (!/^application\/json\b/i.test(type)) throw new AppError("unsupported_media_type");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed_json", { cause });
  }
  if (typeof value !== "object" || value === null) throw new AppError("malformed_json");
  const fields = Object.entries(value).flatMap(([name, field]) =>
    typeof field === "string" || typeof field === "boolean" ? [[name, String(field)] as const] : [],
  );
  return Object.fromEntries(fields);
}

/**
 * next-auth's browser client reads `url` from every answer to a sign-in and fails without one; a refusal of ours
 * gets it beside the contract's fields.
 */
export async function withSignInUrl(request: NextRequest, response: Response): Promise<Response> {
  if (request.method !== "POST" || response.status < 400 || response.headers.has("Location")) return response;
  const failure: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (typeof failure !== "object" || failure === null || !("code" in failure)) return response;
  const url = `${requestOrigin(request.headers, request.nextUrl)}/sign-in?error=${String(failure.code)}`;
  return Response.json(
    { ...failure, url },
    { status: response.status, headers: withoutLength(response.headers) },
  );
}

function withoutLength(source: Headers): Headers {
  const headers = new Headers(source);
  headers.delete("Content-Length");
  return headers;
}
