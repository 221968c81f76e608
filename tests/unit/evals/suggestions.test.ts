import { expect, it } from "vitest";
import { grouped } from "@/lib/evals/suggestions/group";
import type { Signal } from "@/lib/evals/suggestions/signals";
import { signalsIn } from "@/lib/evals/suggestions/signals";
import type { MessagePart } from "@/lib/schemas";
import type { MessageRecord } from "@/lib/store";

const source = (hash: string, number = 1): MessagePart => ({
  type: "source-document",
  sourceId: hash,
  mediaType: "text/markdown",
  title: hash,
  filename: `${hash}.md`,
  providerMetadata: {
    knowledge: {
      number,
      fileId: hash,
      ordinal: 0,
      hash,
      heading: [],
      location: { line: 1 },
      text: hash,
      tokens: 1,
      score: 1,
      matches: [],
    },
  },
});

let at = 1_000;
function message(id: string, parentId: string | null, more: Partial<MessageRecord> = {}): MessageRecord {
  at += 1;
  const role = id.startsWith("q") ? ("user" as const) : ("assistant" as const);
  return {
    id,
    ownerId: "o",
    projectId: "p",
    chatId: "c",
    parentId,
    role,
    parts: [{ type: "text", text: `text of ${id}` }],
    status: "complete",
    runId: null,
    usage: null,
    model: null,
    finishReason: null,
    configId: null,
    request: null,
    feedback: null,
    createdAt: at,
    ...more,
  };
}
const text = (said: string): MessagePart => ({ type: "text", text: said });

it("takes the passages that an answer cites, else all that it was given", () => {
  const down = { feedback: { rating: "down" as const } };
  const parts = [source("a", 1), source("b", 2)];
  const signals = signalsIn(
    [
      message("q1", null),
      message("a1", "q1", { ...down, parts: [...parts, text("See [2].")] }),
      message("q2", "a1"),
      message("a2", "q2", { ...down, parts: [...parts, text("No idea")] }),
    ],
    0,
  );
  expect(signals.map(({ sources }) => sources.map(({ hash }) => hash))).toEqual([["b"], ["a", "b"]]);
});

it("calls the same words sent again no edit, and the last wording none either", () => {
  const asked = (id: string, said: string) => message(id, null, { parts: [text(said)] });
  expect(signalsIn([asked("q1", "Same"), asked("q2", "Same ")], 0)).toEqual([]);
  const edited = signalsIn([asked("q3", "One"), asked("q4", "Two"), asked("q5", "Three")], 0);
  expect(edited.map(({ question }) => question.id)).toEqual(["q3", "q4"]);
  expect(signalsIn([asked("q6", "One"), asked("q7", "Two")], Number.MAX_SAFE_INTEGER)).toEqual([]);
});

it("groups by shared passages, also by way of a third, the largest group first", () => {
  const signal = (id: string, ...hashes: string[]): Signal => {
    const [made] = signalsIn(
      [
        message(`q${id}`, null),
        message(`a${id}`, `q${id}`, {
          status: "stopped",
          parts: hashes.map((hash, index) => source(hash, index + 1)),
        }),
      ],
      0,
    );
    if (!made) throw new Error("no signal");
    return made;
  };
  const groups = grouped([signal("1", "a"), signal("2", "x"), signal("3", "b", "c"), signal("4", "a", "b")]);
  expect(groups.map(({ suggestions }) => suggestions.map(({ messageId }) => messageId))).toEqual([
    ["a4", "a3", "a1"],
    ["a2"],
  ]);
  expect(groups[0]?.passages.map(({ hash, answers }) => [hash, answers])).toEqual([
    ["a", 2],
    ["b", 2],
  ]);
  expect(groups[1]?.passages).toEqual([]);
});
