/** Where to sign in so that the person comes back to the page they are on. */
export function signInUrl(location: Pick<Location, "pathname" | "search">): string {
  return `/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`;
}

let leaving = false;

/**
 * A full navigation: what the page holds in memory belongs to a session that is over. Drafts live in localStorage
 * and are there on return. Several requests may fail at once; the first one leads.
 */
export function redirectToSignIn(): void {
  if (typeof window === "undefined" || leaving) return;
  if (/^\/sign-(in|up)$/.test(window.location.pathname)) return;
  leaving = true;
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.location.assign(signInUrl(window.location));
}
