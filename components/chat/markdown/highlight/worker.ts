import { createCssVariablesTheme, createHighlighterCore } from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { type Language, loadGrammar } from "./languages";

/** Text with the kind of token it is; kinds are class names of `app/code.css`. */
export type Token = [text: string, kind: string];
export type HighlightRequest = { id: number; code: string; language: Language };
export type HighlightAnswer = { id: number; lines: Token[][] | null };

/** Both need a dedicated scope's `postMessage`, which the DOM library types as a window's. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<HighlightRequest>) => void) | null;
  postMessage(answer: HighlightAnswer): void;
};

/** Longer lines (characters) stay plain: they are data, and colouring them takes long. */
const LONGEST_LINE = 2_000;

// No WebAssembly: the page's policy forbids compiling it.
const ready = createHighlighterCore({
  themes: [createCssVariablesTheme({ name: "tokens" })],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

async function highlight({ code, language }: HighlightRequest): Promise<Token[][]> {
  const highlighter = await ready;
  if (!highlighter.getLoadedLanguages().includes(language)) {
    await highlighter.loadLanguage((await loadGrammar(language)).default);
  }
  const { tokens } = highlighter.codeToTokens(code, {
    lang: language,
    theme: "tokens",
    // Past its limit Shiki gives the rest of a line the colour that came last; the page has a deadline of its own.
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: LONGEST_LINE,
  });
  return tokens.map((line) => merged(line.map(({ content, color }) => [content, kindOf(color)])));
}

/** `var(--shiki-token-keyword)` → `keyword` */
function kindOf(color: string | undefined): string {
  return /--shiki-token-([a-z-]+)/.exec(color ?? "")?.[1] ?? "";
}

function merged(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (const [text, kind] of tokens) {
    const last = out.at(-1);
    if (last && (last[1] === kind || text.trim() === "")) last[0] += text;
    else out.push([text, kind]);
  }
  return out;
}

scope.onmessage = async ({ data }) => {
  const lines = await highlight(data).catch(() => null);
  scope.postMessage({ id: data.id, lines });
};
