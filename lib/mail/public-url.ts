import { env } from "@/lib/env";

/**
 * A link for a mail or the operator's log. Its host is the configured one, never the request's, which whoever asks could
 * choose. A bare path when nothing is configured.
 */
export function publicUrl(path: string): string {
  const { NEXTAUTH_URL, FRONTEND_URL } = env();
  const home = [NEXTAUTH_URL, FRONTEND_URL.split(",")[0]?.trim()].find((url) => url && URL.canParse(url));
  return home ? new URL(path, home).href : path;
}
