import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { UserPrincipal } from "./scope";
import { currentPrincipal } from "./session";

/** The page that is being rendered, as `proxy.ts` saw it: path and query without Next's own parameters. */
export async function currentPath(): Promise<string> {
  const url = new URL((await headers()).get("x-path") ?? "/", "http://page.invalid");
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}

/** For pages: who looks at it. Without a session the person is led to sign in, and back here afterwards. */
export async function requirePrincipal(): Promise<UserPrincipal> {
  const principal = await currentPrincipal();
  if (principal) return principal;
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(await currentPath())}`);
}
