import { formatBytes } from "@/components/ui/format";
import { unreadableKind } from "@/lib/client/unreadable";
import { fileDropText as text } from "@/lib/text/file-drop";

export type FileRules = { maxBytes: number; maxFiles: number; readable: string };

/** Why a file can't be taken, in words that name the limit; null when it can. */
export function refusal(file: Pick<File, "name" | "size">, rules: FileRules, present: number): string | null {
  if (present >= rules.maxFiles) return text.tooMany(rules.maxFiles);
  const kind = unreadableKind(file.name);
  if (kind) return text.unreadable(kind, rules.readable);
  if (file.size === 0) return text.empty;
  if (file.size > rules.maxBytes) {
    return text.tooLarge(formatBytes(file.size), formatBytes(rules.maxBytes));
  }
  return null;
}
