import { describe, expect, it } from "vitest";
import { compareTexts, shortened } from "@/components/versions/text-pieces";
import { compareStates, isSame, type ProjectState, summaryOf } from "@/lib/projects/compare-states";
import type { Settings } from "@/lib/schemas";

const settings: Settings = { model: "m", temperature: 0.7, maxTokens: 1_000 };
/** `a:text` is the prompt `a`. */
const state = (prompts: string[], more: Partial<Settings> = {}): ProjectState => ({
  prompts: prompts.map((given) => {
    const [id = "", content = id] = given.split(":");
    return { id, role: "system", content };
  }),
  settings: { ...settings, ...more },
});
const kinds = (before: string[], after: string[]) =>
  compareStates(state(before), state(after)).prompts.map(
    ({ id, kind, moved }) => `${id} ${kind}${moved ? " moved" : ""}`,
  );

describe("comparing two states of a project", () => {
  it("matches prompts by id, and calls only those moved that passed others", () => {
    expect(kinds(["a", "b", "c"], ["b", "c", "a"])).toEqual(["b same", "c same", "a same moved"]);
    expect(kinds(["a", "b", "c", "d"], ["d", "b:new", "c", "e"])).toEqual([
      "a removed",
      "d same moved",
      "b changed",
      "c same",
      "e added",
    ]);
    expect(kinds(["a", "b"], ["x", "a", "b"])).toEqual(["x added", "a same", "b same"]);
  });

  it("compares settings field by field; what stands for a default is none", () => {
    const knowledge = { enabled: true, passages: 6, budget: 2_400, only: false };
    expect(isSame(compareStates(state(["a"]), state(["a"], { knowledge })))).toBe(true);
    const changed = state([], { model: "other", knowledge: { ...knowledge, only: true } });
    expect(compareStates(state([]), changed).settings).toEqual([
      { field: "model", label: "Model", before: "m", after: "other" },
      { field: "knowledge.only", label: "Only from files", before: "off", after: "on" },
    ]);
  });

  it("sums a change up in one line", () => {
    const before = state(["a", "b", "c"]);
    const after = state(["c", "a:x", "d", "e"], { temperature: 0.2 });
    expect(summaryOf(compareStates(before, after))).toBe(
      "Added prompts 3, 4, changed prompt 2, removed prompt 2, moved a prompt, temperature 0.7 → 0.2",
    );
  });
});

describe("comparing two texts", () => {
  const text = (pieces: { text: string; kind: string }[], without: string) =>
    pieces
      .filter(({ kind }) => kind !== without)
      .map((piece) => piece.text)
      .join("");

  it("reads as phrases where only blanks are left between two changes", async () => {
    const [before, after] = ["We open at nine. Ask us.", "Come by any time. Ask us."];
    const pieces = await compareTexts(before, after);
    expect(pieces.map(({ kind, text: said }) => `${kind} ${said}`)).toEqual([
      "removed We open at nine",
      "added Come by any time",
      "same . Ask us.",
    ]);
    // A line's end stands by itself, and so does what is left at either end.
    for (const [a, b] of [
      ["one\ntwo", "1\n2"],
      [" a b ", " c d "],
      ["x  y z", "x y  z"],
      ["a b c", "a c"],
    ] as const) {
      const found = await compareTexts(a, b);
      expect([text(found, "added"), text(found, "removed")]).toEqual([a, b]);
    }
  });

  it("goes by words in every script", async () => {
    const said = async (before: string, after: string) =>
      (await compareTexts(before, after)).map(({ kind, text: piece }) => `${kind} ${piece}`);
    expect(await said("نفتح كل يوم", "نفتح كل صباح")).toEqual(["same نفتح كل ", "removed يوم", "added صباح"]);
    expect(await said("Мы открыты", "Мы закрыты")).toEqual(["same Мы ", "removed открыты", "added закрыты"]);
    expect(await said("九時に開く", "十時に開く")).toEqual(["removed 九", "added 十", "same 時に開く"]);
    expect(await said("café 89 %", "café 90 %")).toEqual(["same café ", "removed 89", "added 90", "same  %"]);
  });

  it("goes by words, and both texts can be read from it", async () => {
    const [before, after] = ["Answer in French, please.", "Answer in Dutch, please."];
    const pieces = await compareTexts(before, after);
    expect(pieces.filter(({ kind }) => kind !== "same").map((piece) => piece.text)).toEqual([
      "French",
      "Dutch",
    ]);
    expect([text(pieces, "added"), text(pieces, "removed")]).toEqual([before, after]);
  });

  it("gives up on long texts with nothing in common, and still shows both", async () => {
    const words = (seed: number) =>
      Array.from({ length: 8_000 }, (_, i) => `w${(i * 7_919 + seed * 104_729) % 1_000_003}`).join(" ");
    const [before, after] = [words(1), words(2)];
    const pieces = await compareTexts(before, after);
    expect([text(pieces, "added"), text(pieces, "removed")]).toEqual([before, after]);
  });

  it("hides the middle of long unchanged stretches only", () => {
    const long = "One line of the text.\n".repeat(100);
    const pieces = shortened([
      { text: long, kind: "same" },
      { text: "new", kind: "added" },
      { text: " short ", kind: "same" },
      { text: long, kind: "removed" },
    ]);
    const [head, hidden, tail, ...rest] = pieces;
    expect(head).toEqual({ text: "", kind: "same" });
    expect(tail && "text" in tail && tail.text.startsWith("One line")).toBe(true);
    const shown = tail && "text" in tail ? tail.text.length : 0;
    expect(hidden).toEqual({ hidden: long.length - shown });
    expect(rest.map((piece) => "text" in piece && piece.text)).toEqual(["new", " short ", long]);
  });
});
