export const HOME = "/projects";

/** Where to go after signing in: a path of this site and nothing else, for the value comes from the address bar. */
export function safeCallbackUrl(value: string | string[] | undefined): string {
  if (typeof value !== "string" || !value.startsWith("/") || value.includes("\\")) return HOME;
  const base = "http://same.invalid";
  let url: URL;
  try {
    url = new URL(value, base);
  } catch {
    return HOME;
  }
  if (url.origin !== base || /^\/(sign-in|sign-up|api)(\/|$)/.test(url.pathname)) return HOME;
  const path = url.pathname + url.search + url.hash;
  // What is left when dot segments are gone may begin with two slashes: an address of another host.
  return path.startsWith("//") ? HOME : path;
}
