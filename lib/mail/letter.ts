import { PRODUCT_NAME } from "@/lib/product";
import type { MailWords } from "@/lib/text/mail";

export type Letter = { subject: string; text: string; html: string };

/** Characters of somebody's name or a project's in a mail. */
const WORD_MAX = 100;

/** People's words for a mail: one line, cut. A header can't be added by them, nor a text be broken. */
export function oneLine(words: string): string {
  // Mail programs make links of addresses: somebody's name is not to be one.
  const line = words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\s]+/gu, " ")
    .replaceAll("://", ": //")
    .trim();
  return line.length > WORD_MAX ? `${line.slice(0, WORD_MAX).trimEnd()}…` : line;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** One mail, as plain text and as simple HTML that says the same. `url` is ours. */
export function letterOf({ subject, lines, action, footer }: MailWords, url?: string): Letter {
  const link = action && url ? { action, url } : null;
  const text = [...lines, ...(link ? [`${link.action}:\n${link.url}`] : []), footer, `– ${PRODUCT_NAME}`];
  const paragraph = (content: string, style = "") => `<p style="margin:0 0 16px;${style}">${content}</p>`;
  const html = [
    ...lines.map((line) => paragraph(escaped(line))),
    ...(link
      ? [
          paragraph(
            `<a href="${escaped(link.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#1f2937;color:#ffffff;text-decoration:none">${escaped(link.action)}</a>`,
          ),
          paragraph(escaped(link.url), "font-size:13px;color:#6b7280;word-break:break-all"),
        ]
      : []),
    paragraph(escaped(footer), "font-size:13px;color:#6b7280"),
  ];
  return {
    subject: oneLine(subject),
    text: `${text.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#111827"><div style="max-width:480px;margin:0 auto">${html.join("")}<p style="margin:0;font-size:13px;color:#6b7280">${escaped(PRODUCT_NAME)}</p></div></body></html>`,
  };
}
