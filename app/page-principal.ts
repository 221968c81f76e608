import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import {
  isAdmin,
  lacksSecondFactor,
  principalFromCookies,
  secondStepFromCookies,
  type UserPrincipal,
} from "@/lib/auth";

/** Who looks at a page; asked once per request. Null without a session that still stands. */
export const currentPrincipal: () => Promise<UserPrincipal | null> = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const secure = head.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
  return principalFromCookies(jar, secure);
});

/** Who has signed in elsewhere in this browser and is still to give a code. */
export async function currentSecondStep(): ReturnType<typeof secondStepFromCookies> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return secondStepFromCookies(jar, head.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https");
}

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

const administers = cache(isAdmin);
const lacking = cache(lacksSecondFactor);

/** For the pages of the administration: for everybody else there are none. */
export async function requireAdministrator(): Promise<UserPrincipal> {
  const principal = await requirePrincipal();
  if (!(await administers(principal.userId))) notFound();
  if (await lacking(principal.userId)) redirect("/account#two-step");
  return principal;
}
