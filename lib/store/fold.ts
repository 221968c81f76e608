/** Text as it is compared when upper and lower case, and ways to write one character, make no difference. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
