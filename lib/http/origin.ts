import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Whether the browser speaks HTTPS to us. Forwarded headers of strangers are dropped before Next sees them. */
export function isSecure(headers: Headers, url?: URL): boolean {
  const forwarded = headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  if (forwarded) return forwarded === "https";
  return url?.protocol === "https:";
}

/** The host a browser used: the forwarded one counts only where a proxy is trusted. */
export function requestHost(headers: Headers, url?: URL): string {
  const { TRUST_PROXY, VERCEL } = env();
  const forwarded = TRUST_PROXY > 0 || VERCEL ? headers.get("x-forwarded-host")?.split(",")[0]?.trim() : null;
  return (forwarded || headers.get("host") || url?.host || "").toLowerCase();
}

/** Scheme and host under which this request reached us. */
export function requestOrigin(headers: Headers, url?: URL): string {
  return `${isSecure(headers, url) ? "https" : "http"}://${requestHost(headers, url)}`;
}

let parsed: { source: string; origins: ReadonlySet<string> } | undefined;

/** The origins of `FRONTEND_URL`; an entry that is no URL is ignored. */
export function allowedOrigins(): ReadonlySet<string> {
  const source = env().FRONTEND_URL;
  if (parsed?.source !== source) {
    const origins = source.split(",").flatMap((entry) => originOf(entry.trim()) ?? []);
    parsed = { source, origins: new Set(origins) };
  }
  return parsed.origins;
}

function originOf(value: string | null): string | null {
  if (!value || !URL.canParse(value)) return null;
  const { origin } = new URL(value);
  return origin === "null" ? null : origin;
}

/** Whether the operator named it, in `FRONTEND_URL` or `NEXTAUTH_URL`. */
export function isConfiguredOrigin(origin: string): boolean {
  return origin === originOf(env().NEXTAUTH_URL ?? null) || allowedOrigins().has(origin);
}

/** Whether a host's name means the machine itself. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

function isOurs(origin: string, headers: Headers, url?: URL): boolean {
  if (new URL(origin).host === requestHost(headers, url)) return true;
  return isConfiguredOrigin(origin);
}

/**
 * A write that the browser's cookie stands for must come from our own pages or a listed front end.
 * Without a usable `Origin` only the browser's own word (`Sec-Fetch-Site`, which no script can set) or a
 * `Referer` of ours will do.
 * @throws `forbidden_origin`
 */
export function requireOwnOrigin(headers: Headers, url?: URL, missing: "refuse" | "allow" = "refuse"): void {
  const stated = headers.get("origin");
  const origin = originOf(stated);
  if (origin) {
    if (isOurs(origin, headers, url)) return;
    throw new AppError("forbidden_origin");
  }
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin") return;
  if (stated === null && site === null) {
    const referer = originOf(headers.get("referer"));
    if (referer ? isOurs(referer, headers, url) : missing === "allow") return;
  }
  throw new AppError("forbidden_origin");
}
