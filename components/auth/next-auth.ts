import { ApiError, errorFrom, networkError } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";

/**
 * The three calls of next-auth that the browser needs, without its client library (13 KB on every page):
 * https://next-auth.js.org/getting-started/rest-api
 */
async function post(
  path: string,
  fields: Record<string, string>,
): Promise<{ response: Response; url: string }> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
    if (!csrf.ok) throw await errorFrom(csrf);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    });
    if (response.status === 401) throw refusal(((await response.json()) as { url?: string }).url ?? "");
    if (!response.ok) throw await errorFrom(response);
    const { url } = (await response.json()) as { url: string };
    return { response, url };
  } catch (error) {
    throw error instanceof ApiError ? error : networkError(error);
  }
}

/** Why a sign-in was refused, as next-auth says it: in the address that it would lead to. */
function refusal(url: string): ApiError {
  const why = new URL(url, window.location.href).searchParams.get("error");
  const [code, message] =
    why === "EmailNotConfirmed"
      ? (["forbidden", authText.notConfirmed] as const)
      : (["invalid_credentials", authText.wrong] as const);
  return new ApiError({ status: 401, code, message });
}

/** Sets the session cookie. @throws ApiError: `invalid_credentials`, `forbidden`, `rate_limited`, `network`. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const { url } = await post("callback/credentials", { email, password, callbackUrl: "/" });
  if (new URL(url, window.location.href).searchParams.has("error")) throw refusal(url);
}

/** Leads to the provider's own page; it sends the person back to `callbackUrl`. */
export async function signInWith(provider: string, callbackUrl: string): Promise<void> {
  const { url } = await post(`signin/${provider}`, { callbackUrl });
  window.location.assign(url);
}

export async function signOut(): Promise<void> {
  await post("signout", { callbackUrl: "/" });
  // A full load: nothing that was on the screen stays in memory.
  window.location.assign("/");
}
