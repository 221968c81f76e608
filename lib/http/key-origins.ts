import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";
import { isConfiguredOrigin, requestHost } from "./origin";

/** What clients send beside the credential; the vendor's headers about themselves are many. */
const ALLOWED =
  /^(authorization|content-type|accept|cache-control|idempotency-key|last-event-id|user-agent|x-requested-with|mcp-[a-z-]+|openai-[a-z-]+|x-stainless-[a-z0-9-]+)$/;

type Asked = { headers: Headers; nextUrl: URL };

/**
 * A browser's request with an API key: from a page that the key names, or one of our own.
 * @throws `forbidden_origin`
 */
export function requireKeyOrigin(
  { headers, nextUrl }: Asked,
  { origins }: { origins: readonly string[] },
): void {
  const origin = headers.get("origin");
  if (origin === null || origins.includes(origin) || isConfiguredOrigin(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === requestHost(headers, nextUrl)) return;
  throw new AppError("forbidden_origin");
}

/**
 * A preflight carries no credential: it is answered for an origin that some key names, and the request itself only for
 * that key's own.
 */
export async function addKeyPreflight(headers: Headers, request: Headers, methods: string): Promise<void> {
  const origin = request.get("origin");
  if (!origin || !(await (await getStore()).keys.hasOrigin(origin, Date.now()))) return;
  const wanted = (request.get("access-control-request-headers") ?? "").slice(0, 2_000).toLowerCase();
  const allowed = wanted
    .split(",")
    .map((name) => name.trim())
    .filter((name) => ALLOWED.test(name));
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Allow-Methods", methods);
  headers.set("Access-Control-Allow-Headers", allowed.join(", ") || "authorization, content-type");
  headers.set("Access-Control-Max-Age", "600");
}

/** No browser reads an answer but on an origin that the key names. No credentials: the key is the credential. */
export function addKeyOrigin(
  headers: Headers,
  request: Headers,
  key: { origins: readonly string[] } | null,
  exposed: string,
): void {
  if (!headers.get("Vary")?.includes("Origin")) headers.append("Vary", "Origin");
  const origin = request.get("origin");
  if (!origin || !key?.origins.includes(origin)) return;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", exposed);
}
