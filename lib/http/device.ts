/** What a session row remembers of the client, at most 300 characters. */
export function userAgentOf(headers: Headers): string {
  return (headers.get("user-agent") ?? "").slice(0, 300);
}
