/**
 * What the scripted server says, and how. A scenario is named by the model (`scripted-slow`) or, stronger, by a
 * directive anywhere in the last message: `[[slow ms=20 tokens=100]]`. Later settings win: name, then `key=value`.
 *
 * | name | does |
 * |---|---|
 * | (none) | answers `You said: <message>`, word by word, at once |
 * | `say` | answers with the text after the directive, word by word |
 * | `slow` | 40 numbered tokens, one every 50 ms |
 * | `burst` | 400 numbered tokens in one write |
 * | `long` | 8,000 numbered tokens as fast as the reader takes them |
 * | `clock` | tokens are the server's epoch milliseconds at the time of writing (40, one every 50 ms) |
 * | `error-before` | `status` (500) before anything |
 * | `error-after` | `at` (5) tokens, then an error object in the stream |
 * | `cut` | `at` (5) tokens, then the connection is destroyed |
 * | `cut-clean` | `at` (5) tokens, then the response ends without finish_reason and `[DONE]` |
 * | `rate-limit` | 429 with `Retry-After: retry` (1 s) for the first `times` (1) requests with this message, then ok |
 * | `flaky` | `status` (503) for the first `times` (1) requests with this message, then ok |
 * | `length` | numbered tokens up to `max_tokens`, finish_reason `length` |
 * | `filter` | 3 tokens, finish_reason `content_filter` |
 * | `no-usage` | never sends a usage chunk |
 * | `stall-first` | headers and first byte never come |
 * | `stall-headers` | headers come, the first token never does |
 * | `stall-mid` | `at` (3) tokens, then silence |
 * | `reasoning` | reasoning deltas (`field=reasoning` instead of `reasoning_content`), then the answer |
 * | `split` | text of many scripts, cut inside characters, with CRLF, comments and empty deltas |
 * | `huge` | ten million characters, in twenty pieces |
 * | `garbage` | `at` (2) tokens, then a line that is not JSON |
 * | `empty` | finishes without any text |
 * | `tool`, `refuse`, `logprobs` | see `openai-special.ts` |
 *
 * Numbered tokens are `w0001 w0002 …`, so a reader sees every gap and repeat. `ms` is the time between tokens,
 * `first` the time before the first one, `tokens` their number, `batch` how many are written at once.
 */
export type Scenario = {
  name: string;
  ms: number;
  first: number;
  tokens: number;
  batch: number;
  at: number;
  status: number;
  retry: number;
  times: number;
  field: string;
  /** The message with the directive taken out. */
  message: string;
};

const DEFAULTS = {
  ms: 0,
  first: 0,
  tokens: 40,
  batch: 1,
  at: 5,
  status: 500,
  retry: 1,
  times: 1,
  field: "reasoning_content",
};

const PRESETS: Record<string, Partial<Scenario>> = {
  echo: {},
  say: {},
  slow: { ms: 50 },
  burst: { tokens: 400, batch: 400 },
  long: { tokens: 8_000, batch: 20 },
  clock: { ms: 50 },
  "error-before": {},
  "error-after": {},
  cut: {},
  "cut-clean": {},
  "rate-limit": {},
  flaky: { status: 503 },
  length: { tokens: Number.MAX_SAFE_INTEGER },
  filter: { tokens: 3 },
  "no-usage": {},
  "stall-first": {},
  "stall-headers": {},
  "stall-mid": { at: 3 },
  reasoning: {},
  split: {},
  huge: {},
  garbage: { at: 2 },
  empty: { tokens: 0 },
  tool: {},
  refuse: {},
  logprobs: {},
};

export const scenarioNames = Object.keys(PRESETS);

const DIRECTIVE = /\[\[([a-z-]+)((?:\s+[a-z]+=[^\s\]]+)*)\s*\]\]/;

export function scenarioOf(model: string, lastMessage: string): Scenario {
  const found = DIRECTIVE.exec(lastMessage);
  const byModel = model.startsWith("scripted-") ? model.slice("scripted-".length) : "echo";
  const name = found?.[1] && found[1] in PRESETS ? found[1] : byModel in PRESETS ? byModel : "echo";
  const given: Record<string, string | number> = {};
  for (const pair of found?.[2]?.trim().split(/\s+/) ?? []) {
    const [key, value] = pair.split("=");
    if (key && value) given[key] = Number.isNaN(Number(value)) ? value : Number(value);
  }
  // What stands before a directive may be passages of files.
  const after = found && name === "say" ? lastMessage.slice(found.index) : lastMessage;
  const message = found ? after.replace(found[0], "").trim() : lastMessage;
  return { ...DEFAULTS, ...PRESETS[name], ...given, name, message };
}

export const numbered = (i: number) => `w${String(i + 1).padStart(4, "0")} `;

/** Words with the blanks that follow them: joined they are the text again. */
export const words = (text: string) => text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? [];

const MANY_SCRIPTS =
  "Grüße, 日本語のテキスト, עברית, 👩‍👩‍👧‍👦 family, naïve façade — “quotes”, ¿qué?, emoji 🚀🎉, done.";
const THOUGHTS = "Let me think about this. The question is simple, so the answer is short.";

/** The reply's tokens, in order; `clock` is made while writing. */
export function tokensOf(scenario: Scenario, maxTokens: number): string[] {
  switch (scenario.name) {
    case "echo":
      return words(`You said: ${scenario.message}`);
    case "say":
    case "no-usage":
    case "rate-limit":
    case "flaky":
      return words(scenario.message || "Here is a short answer.");
    case "reasoning":
      return words("The answer is 42.");
    case "split":
      return words(MANY_SCRIPTS);
    case "huge":
      return Array.from({ length: 20 }, () => "x".repeat(500_000));
    default:
      return Array.from({ length: Math.min(scenario.tokens, maxTokens) }, (_, i) => numbered(i));
  }
}

export const thoughtsOf = (scenario: Scenario) => (scenario.name === "reasoning" ? words(THOUGHTS) : []);

export function finishReasonOf(scenario: Scenario): string {
  if (scenario.name === "length") return "length";
  return scenario.name === "filter" ? "content_filter" : "stop";
}
