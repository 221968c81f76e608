import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { principalFromCookies } from "./principal";
import type { UserPrincipal } from "./scope";

/** Who looks at a page; asked once per request. Null without a session that still stands. */
export const currentPrincipal: () => Promise<UserPrincipal | null> = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const secure = head.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
  return principalFromCookies(jar, secure);
});
