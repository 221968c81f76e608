import { type Account, completeWithProvider, completionLimits, routeOf } from "@/lib/ai";
import { cutText, LIMITS } from "@/lib/schemas";

const FIRST_TITLE_MAX = 60;
const TITLE_TIMEOUT_MS = 15_000;
const EXCERPT = 1_000;
/** The first title looks no further: its expressions go from each mark to the line's end. */
const LINES_MAX = 40;
const LINE_MAX = 600;
/** Of what a model gives for a title. */
const ANSWER_MAX = 4_000;

/** The title a chat has at once: the beginning of its first message. */
export function titleFromMessage(message: string): string {
  const text = firstLine(message) ?? message.trim().slice(0, LINE_MAX).split("\n", 1)[0] ?? "";
  if (text.length <= FIRST_TITLE_MAX) return text || "New chat";
  const cut = text.slice(0, FIRST_TITLE_MAX - 1);
  const blank = cut.lastIndexOf(" ");
  const end = blank > FIRST_TITLE_MAX / 2 ? blank : cut.length;
  return `${cutText(cut, end).trimEnd()}…`;
}

function firstLine(message: string): string | undefined {
  const lines = message
    .trimStart()
    .slice(0, LINES_MAX * LINE_MAX)
    .split("\n", LINES_MAX);
  for (const line of lines) {
    const text = withoutMarks(line.slice(0, LINE_MAX).replace(/\s+/g, " ").trim());
    if (text !== "") return text;
  }
  return undefined;
}

/** A line of Markdown without its marks; nothing is left of a line that is only marks. */
function withoutMarks(line: string): string {
  return line
    .replace(/^(?:`{3,}|~{3,}).*$|^[-*_=\s]{3,}$/, "")
    .replace(/^(?:(?:#{1,6}|[-*+]|>)\s+|>|\[[ xX]\]\s+)+/, "")
    .replace(/!?\[([^\][]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_, __, code: string) => code.trim())
    .replace(EMPHASIS, "$2")
    .replace(EMPHASIS, "$2")
    .trim();
}

/** Not the signs inside of `2*3*4` and `snake_case_name`. */
const EMPHASIS = /(?<![\p{L}\p{N}*_~])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu;

/** A short title in the language of the conversation, or null when the provider gives none. Never throws. */
export async function titleFromModel(
  name: string,
  account: Account,
  message: string,
  reply: string,
): Promise<string | null> {
  const route = await routeOf(name, account).catch(() => null);
  if (!route) return null;
  const { config, model } = route;
  const body = {
    model,
    messages: [
      {
        role: "system",
        content:
          "Write a title for the conversation below: at most six words, in its language, no quotation marks, " +
          "no full stop. Answer with the title only.",
      },
      { role: "user", content: `${cutText(message, EXCERPT)}\n\n---\n\n${cutText(reply, EXCERPT)}` },
    ],
    ...completionLimits(config, model, { temperature: 0.3, maxTokens: config.isOpenAI ? 500 : 60 }),
  };
  try {
    return cleanTitle(await completeWithProvider(config, body, TITLE_TIMEOUT_MS));
  } catch {
    return null;
  }
}

export function cleanTitle(text: string): string | null {
  // Thoughts whose beginning stands in the prompt's template; those with both tags were told apart when they were read.
  const line = text
    .slice(text.lastIndexOf("</think>") < 0 ? 0 : text.lastIndexOf("</think>") + "</think>".length)
    .slice(0, ANSWER_MAX)
    .trim()
    .split("\n", 1)[0]
    ?.replace(/^(title|titel|titre|título)\s*:\s*/i, "")
    .replace(/^["'“”„«*#\s]+|["'“”»*\s.]+$/g, "")
    .trim();
  return line ? cutText(line, Math.min(LIMITS.titleMax, 80)) : null;
}
