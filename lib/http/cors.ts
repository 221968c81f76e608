import { allowedOrigins } from "./origin";

export const EXPOSED = [
  "X-Request-Id",
  "Retry-After",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Content-Disposition",
  "X-Vercel-AI-UI-Message-Stream",
].join(", ");
const ALLOWED =
  "Authorization, Content-Type, Accept, Idempotency-Key, X-Requested-With, Cache-Control, Last-Event-ID";

/** Speaks to listed origins only; to every other nothing is said. */
export function addCorsHeaders(headers: Headers, request: Headers, preflightMethods?: string): void {
  if (!headers.get("Vary")?.includes("Origin")) headers.append("Vary", "Origin");
  const origin = request.get("origin");
  if (!origin || !allowedOrigins().has(origin)) return;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Allow-Credentials", "true");
  headers.set("Access-Control-Expose-Headers", EXPOSED);
  if (preflightMethods === undefined) return;
  headers.set("Access-Control-Allow-Methods", preflightMethods);
  headers.set("Access-Control-Allow-Headers", ALLOWED);
  headers.set("Access-Control-Max-Age", "600");
}
