/** What a thing of a person's is saved as, without an extension; `fallback` when nothing of its name can stay. */
export function downloadName(name: string, fallback: string): string {
  const clean = name
    .replace(/[\p{C}/\\:*?"<>|]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[ .]+/, "");
  return (
    Array.from(clean)
      .slice(0, 80)
      .join("")
      .replace(/[ .]+$/, "") || fallback
  );
}

const MAX_BYTES = 255;
const bytes = (text: string) => new TextEncoder().encode(text).length;

/**
 * A name that is safe to show and to download under: no path, no control characters, none that reverse the reading
 * direction (`gpj.exe` shown as `exe.jpg`), at most 255 bytes with the extension kept. Any script is welcome.
 */
export function safeFilename(name: string): string {
  const clean = name
    .normalize("NFC")
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .split(/[\\/]/)
    .pop()
    ?.trim()
    .replace(/^\.+$/, "");
  return clean ? shorten(clean) : "unnamed";
}

function shorten(name: string): string {
  if (bytes(name) <= MAX_BYTES) return name;
  const extension = /\.[^.\s]{1,20}$/u.exec(name)?.[0] ?? "";
  let stem = "";
  for (const character of name.slice(0, name.length - extension.length)) {
    if (bytes(stem + character + extension) > MAX_BYTES) break;
    stem += character;
  }
  return stem + extension;
}
