/**
 * The headers helmet 8 sends by default, without its policy; a test compares them with the package.
 * No imports here: `next.config.ts`, `proxy.ts` and the route wrapper all read this file.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
  "X-Download-Options": "noopen",
  "X-Frame-Options": "SAMEORIGIN",
  "X-Permitted-Cross-Domain-Policies": "none",
  "X-XSS-Protection": "0",
};

const CSP = "Content-Security-Policy";

function policy(directives: Record<string, string>, secure: boolean): string {
  const list = Object.entries(directives).map(([name, value]) => `${name} ${value}`);
  // Over plain HTTP it would send every request of the page to a port that does not speak TLS.
  if (secure) list.push("upgrade-insecure-requests");
  return list.join(";");
}

/** Nothing that the API answers may load, run or be framed elsewhere. */
export function apiPolicy(secure: boolean): string {
  return policy(
    {
      "default-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'self'",
      "object-src": "'none'",
      "script-src": "'none'",
      "script-src-attr": "'none'",
    },
    secure,
  );
}

/** For files that Next serves by itself: scripts, styles, fonts, images. */
export function assetPolicy(secure: boolean): string {
  return policy(
    {
      "default-src": "'self'",
      "base-uri": "'self'",
      "font-src": "'self' data:",
      "form-action": "'self'",
      "frame-ancestors": "'self'",
      "img-src": "'self' data:",
      "object-src": "'none'",
      "script-src": "'self'",
      "script-src-attr": "'none'",
      "style-src": "'self'",
    },
    secure,
  );
}

/** A page runs only scripts that carry this request's nonce, and what those load. */
export function pagePolicy(
  nonce: string,
  options: { secure: boolean; dev: boolean; ancestors?: string },
): string {
  return policy(
    {
      "default-src": "'self'",
      "base-uri": "'self'",
      // The development server reloads over a socket and evaluates its modules.
      "connect-src": options.dev ? "'self' ws: wss:" : "'self'",
      "font-src": "'self' data:",
      "form-action": "'self'",
      "frame-ancestors": options.ancestors ?? "'self'",
      "frame-src": "'self' blob:",
      // A picture from elsewhere in a reply is fetched once the person asks for it (components/chat/markdown/image.tsx).
      "img-src": "'self' data: blob: https:",
      "object-src": "'none'",
      "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${options.dev ? " 'unsafe-eval'" : ""}`,
      "script-src-attr": "'none'",
      // Positioned menus and highlighted code carry style attributes, which no nonce can cover.
      "style-src": "'self' 'unsafe-inline'",
      "worker-src": "'self' blob:",
    },
    options.secure,
  );
}

/** The widget's page stands in the frames of the project's web sites, and in no others. */
export const ancestorsOf = (origins: readonly string[]): string =>
  origins.length > 0 ? origins.join(" ") : "'none'";

/** For the few lines that tell a web site's script how the widget looks. */
export function lookPolicy(nonce: string, origins: readonly string[]): string {
  return policy(
    {
      "default-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": ancestorsOf(origins),
      "object-src": "'none'",
      "script-src": `'nonce-${nonce}'`,
      "script-src-attr": "'none'",
    },
    false,
  );
}

/**
 * Adds what is missing, for an answer that other sites may frame: its policy says which. `X-Frame-Options` can't name any,
 * and would forbid them all.
 */
export function addFrameHeaders(headers: Headers, contentSecurityPolicy: string): void {
  headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  addSecurityHeaders(headers, contentSecurityPolicy);
  headers.delete("X-Frame-Options");
}

/** Adds what is missing; a handler that set a stricter policy of its own keeps it. */
export function addSecurityHeaders(headers: Headers, contentSecurityPolicy: string): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  if (!headers.has(CSP)) headers.set(CSP, contentSecurityPolicy);
}
