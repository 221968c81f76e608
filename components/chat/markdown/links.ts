/** Only addresses that lead out of the page; scripts, data and paths of this application stay text. */
export function safeLink(url: string): string | null {
  const clean = url.trim();
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(clean)) return null;
  if (/^https?:/i.test(clean) && !URL.canParse(clean)) return null;
  return clean;
}

export type ImageSource = { kind: "shown" | "ask"; url: string; host: string };

/**
 * Where an image may come from: pictures inside the message and files of this server are shown; one from elsewhere
 * waits for a click, for its address alone can carry what was said in the chat to a stranger.
 */
export function imageSource(url: string): ImageSource | null {
  if (/^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(url)) return { kind: "shown", url, host: "" };
  if (/^\/api\/projects\/[^/?#]+\/files\/[^/?#]+\/content$/.test(url))
    return { kind: "shown", url, host: "" };
  if (!/^https:\/\//i.test(url) || !URL.canParse(url)) return null;
  return { kind: "ask", url, host: new URL(url).host };
}
