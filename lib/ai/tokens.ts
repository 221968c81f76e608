/**
 * Token counts. A tokenizer is exact and slow: it takes 0.1 s to load, and seconds for 100,000 characters without a
 * blank. So bounds come first, exact counts only where a bound does not decide, in slices that let others run.
 */

/** Role markers and separators around each message. https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken_for_chat_completions */
export const MESSAGE_OVERHEAD = 4;

const SLICE = 400;
/** Milliseconds of counting after which other work gets to run. */
const SLICE_MS = 5;

/** No tokenizer makes more tokens than there are UTF-8 bytes. */
export function maxTokensOf(text: string): number {
  return Buffer.byteLength(text);
}

/** A guess for display and for providers that report no usage: 4 ASCII characters a token, else 1.5 a character. */
export function approximateTokens(text: string): number {
  if (text === "") return 0;
  const beyondAscii = Buffer.byteLength(text) - text.length;
  const other = Math.min(text.length, beyondAscii / 1.5);
  return Math.max(1, Math.ceil((text.length - other) / 4 + other / 1.5));
}

type Encoding = { countTokens(text: string): number };
let encoding: Promise<Encoding> | undefined;

/** cl100k counts at least as much as the newer o200k, so it errs on the side that fits. */
const loadEncoding = (): Promise<Encoding> => {
  encoding ??= import("gpt-tokenizer/encoding/cl100k_base");
  return encoding;
};

/** Exact but for a token or so at each of the slices that long texts are cut into (never fewer than the real ones). */
export async function countTokens(text: string): Promise<number> {
  if (text === "") return 0;
  const { countTokens: count } = await loadEncoding();
  let total = 0;
  let started = performance.now();
  for (let start = 0; start < text.length; ) {
    const end = sliceEnd(text, start);
    total += count(text.slice(start, end));
    start = end;
    if (performance.now() - started > SLICE_MS) {
      await new Promise(setImmediate);
      started = performance.now();
    }
  }
  return total;
}

/** Before a blank if there is one, and never inside a surrogate pair. */
function sliceEnd(text: string, start: number): number {
  const limit = start + SLICE;
  if (limit >= text.length) return text.length;
  const blank = text.lastIndexOf(" ", limit);
  if (blank > start) return blank;
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit;
}
