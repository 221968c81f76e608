import { clientText } from "@/lib/text/client";

const { kinds } = clientText.upload;

/** Endings of files that hold no text to answer from. Anything unknown is let through; the server looks inside. */
const UNREADABLE: Record<string, string[]> = {
  [kinds.video]: ["mp4", "mov", "avi", "mkv", "webm", "wmv"],
  [kinds.sound]: ["mp3", "wav", "flac", "ogg", "m4a", "aac"],
  [kinds.archive]: ["zip", "rar", "7z", "tar", "gz", "bz2", "xz"],
  [kinds.program]: ["exe", "dll", "so", "dmg", "msi", "apk", "app", "bin", "iso"],
  [kinds.oldOffice]: ["doc", "xls", "ppt"],
};

/** What a file is by its ending, where that says that it can't be read; null for everything else. */
export function unreadableKind(filename: string): string | null {
  const ending = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
  return Object.keys(UNREADABLE).find((kind) => UNREADABLE[kind]?.includes(ending)) ?? null;
}
