import { randomBytes } from "node:crypto";
import { openEmbed } from "@/lib/auth";
import { notFound } from "@/lib/errors";
import { lookPolicy } from "@/lib/http";
import { publicAppearance } from "./settings";

/**
 * A page of one line for a hidden frame on a web site: it tells `/embed.js`, and nobody but that origin, how the button
 * looks. So a site needs to allow no more than our script and our frames, and loads the chat when it is opened.
 * @throws not_found where the widget is off, or not for that origin
 */
export async function lookPage(name: string, origin: string): Promise<Response> {
  const embed = await openEmbed(name);
  if (!embed?.settings.enabled || !embed.settings.origins.includes(origin)) throw notFound("Assistant");
  const { colour, position, open } = embed.settings;
  const look = { v: 1, type: "look", title: publicAppearance(embed).title, colour, position, open };
  const nonce = randomBytes(16).toString("base64");
  const script = `parent.postMessage(${literal(look)},${literal(origin)})`;
  return new Response(`<!doctype html><title>…</title><script nonce="${nonce}">${script}</script>`, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "private, max-age=60",
      "Content-Security-Policy": lookPolicy(nonce, embed.settings.origins),
    },
  });
}

/** JSON that can't end the script it stands in. */
const literal = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
