/** From here on a pasted text is offered as a file: the field would only show a sliver of it, slowly. */
const HUGE_CHARACTERS = 10_000;
const HUGE_LINES = 300;

export type HugePaste = { text: string; lines: number };

/** Null for a paste of ordinary size. */
export function hugePaste(text: string): HugePaste | null {
  const lines = countLines(text);
  return text.length >= HUGE_CHARACTERS || lines >= HUGE_LINES ? { text, lines } : null;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** A plain text file named after the moment. */
export function textFile(text: string, now = new Date()): File {
  const stamp = now.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  return new File([text], `pasted-${stamp}.txt`, { type: "text/plain" });
}

/** Screenshots arrive as `image.png`, every one of them: the moment tells them apart. */
export function namedApart(file: File, now = new Date()): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const stamp = now.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  return new File([file], file.name.replace("image", `image-${stamp}`), { type: file.type });
}
