/** Keeps a choice of this browser for a year in a cookie, so that the server draws the next page right from the start. */
export function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`;
}
