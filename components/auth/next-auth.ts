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
  const refused = { status: 401, code: "invalid_credentials" };
  if (why === "EmailNotConfirmed")
    return new ApiError({ status: 403, code: "forbidden", message: authText.notConfirmed });
  if (why === "CodeMissing" || why === "CodeWrong") {
    const message = why === "CodeWrong" ? authText.codeWrong : authText.codeMissing;
    return new ApiError({ ...refused, message, errors: [{ path: "totp", message }] });
  }
  return new ApiError({ ...refused, message: authText.wrong });
}

/** Whether the password was right, and a code is needed beside it. */
export const needsCode = (error: unknown): boolean =>
  error instanceof ApiError && error.errors.some(({ path }) => path === "totp");

/** Sets the session cookie. @throws ApiError: `invalid_credentials`, `forbidden`, `rate_limited`, `network`. */
export async function signInWithPassword(email: string, password: string, totp?: string): Promise<void> {
  const code: Record<string, string> = totp === undefined ? {} : { totp };
  const { url } = await post("callback/credentials", { email, password, ...code, callbackUrl: "/" });
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
