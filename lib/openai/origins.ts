import { addKeyPreflight } from "@/lib/http";

/** Headers of an answer that a page may read. */
export const EXPOSED = [
  "X-Request-Id",
  "Retry-After",
  "Retry-After-Ms",
  "X-Should-Retry",
  ...["Limit", "Remaining", "Reset"].flatMap((name) => [
    `X-RateLimit-${name}-Requests`,
    `X-RateLimit-${name}-Tokens`,
  ]),
].join(", ");

export async function preflight(request: Request, methods: string[]): Promise<Response> {
  const headers = new Headers({ Allow: methods.join(", "), Vary: "Origin" });
  await addKeyPreflight(headers, request.headers, methods.join(", "));
  return new Response(null, { status: 204, headers });
}
