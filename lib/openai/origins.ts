import { getStore, type KeyRecord } from "@/lib/store";

/** What clients send beside the credential; the vendor's headers about themselves are many. */
const ALLOWED =
  /^(authorization|content-type|accept|idempotency-key|user-agent|openai-[a-z-]+|x-stainless-[a-z0-9-]+)$/;
const EXPOSED = [
  "X-Request-Id",
  "Retry-After",
  "Retry-After-Ms",
  "X-Should-Retry",
  ...["Limit", "Remaining", "Reset"].flatMap((name) => [
    `X-RateLimit-${name}-Requests`,
    `X-RateLimit-${name}-Tokens`,
  ]),
].join(", ");

/**
 * A preflight carries no credential: it is answered for an origin that some key names, and the request itself only for
 * that key's own.
 */
export async function preflight(request: Request, methods: string[]): Promise<Response> {
  const headers = new Headers({ Allow: methods.join(", "), Vary: "Origin" });
  const origin = request.headers.get("origin");
  if (origin && (await (await getStore()).keys.hasOrigin(origin, Date.now()))) {
    const wanted = (request.headers.get("access-control-request-headers") ?? "")
      .slice(0, 2_000)
      .toLowerCase();
    const allowed = wanted
      .split(",")
      .map((name) => name.trim())
      .filter((name) => ALLOWED.test(name));
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Methods", methods.join(", "));
    headers.set("Access-Control-Allow-Headers", allowed.join(", ") || "authorization, content-type");
    headers.set("Access-Control-Max-Age", "600");
  }
  return new Response(null, { status: 204, headers });
}

/** No browser reads an answer but on an origin that the key names. */
export function addOrigin(headers: Headers, request: Headers, key: KeyRecord | null): void {
  if (!headers.get("Vary")?.includes("Origin")) headers.append("Vary", "Origin");
  const origin = request.get("origin");
  if (!origin || !key?.origins.includes(origin)) return;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", EXPOSED);
}
