import PostalMime, { type Address } from "postal-mime";
import { type Block, oneLine, type TextDocument, UnreadableFileError } from "./document.ts";
import { readHtml } from "./html.ts";
import { readPlain } from "./plain.ts";

/** A saved message: its header fields as people see them, then its text. Attachments are named, not read. */
export async function readMail(bytes: Uint8Array): Promise<TextDocument> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 64 }).catch((error: unknown) => {
    throw new UnreadableFileError(
      "The message is damaged and can't be opened. Save it again from your mail program.",
      {
        cause: error,
      },
    );
  });
  const blocks: Block[] = [];
  const subject = oneLine(mail.subject ?? "");
  if (subject) blocks.push({ kind: "heading", level: 1, text: subject, at: {} });
  const fields = [
    ["From", people(mail.from ? [mail.from] : [])],
    ["To", people(mail.to)],
    ["Cc", people(mail.cc)],
    ["Bcc", people(mail.bcc)],
    ["Reply to", people(mail.replyTo)],
    ["Date", mail.date ?? ""],
    ["Subject", subject],
  ].filter(([, value]) => value);
  if (fields.length > 0) {
    blocks.push({
      kind: "text",
      text: fields.map(([name, value]) => `${name}: ${value}`).join("\n"),
      at: {},
    });
  }
  // Both hold the same words, as a rule; which page layout a program gave them says nothing.
  const body = mail.text?.trim() ? readPlain(mail.text.replace(/\r\n?/g, "\n")) : readHtml(mail.html ?? "");
  for (const block of body.blocks) blocks.push({ ...block, at: {} });
  const names = mail.attachments.flatMap(({ filename }) => (filename ? [oneLine(filename)] : []));
  if (names.length > 0) blocks.push({ kind: "text", text: `Attachments: ${names.join(", ")}`, at: {} });
  const note =
    mail.attachments.length === 0
      ? null
      : "The message's attachments were not read. Save them and upload those that answers should use.";
  return { blocks, note };
}

function people(list: Address[] | undefined): string {
  return (list ?? [])
    .flatMap((entry) => (entry.group ? entry.group : [entry]))
    .map(({ name, address }) =>
      oneLine(name && name !== address ? `${name} <${address ?? ""}>` : (address ?? "")),
    )
    .filter(Boolean)
    .join(", ");
}
