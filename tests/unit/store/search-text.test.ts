import { describe, expect, test } from "vitest";
import { searchExtract, searchIndexText, searchMatches, searchPhrases } from "@/lib/store/search-text";

const found = (text: string, query: string) => searchMatches(searchIndexText(text), searchPhrases(query));
const marked = (text: string, query: string) =>
  searchExtract(text, searchPhrases(query))
    .map((piece) => (piece.match ? `[${piece.text}]` : piece.text))
    .join("");

describe("what a query finds", () => {
  test.each([
    ["The quick brown fox", "QUICK"],
    ["The quick brown fox", "fox the"],
    ["The quick brown fox", "bro"],
    ["The quick brown fox", '"quick brown"'],
    ["The quick brown fox", "“quick bro”"],
    ["Crème brûlée", "creme BRULEE"],
    ["Creme brulee", "crème"],
    ["Die Straße", "strasse"],
    ["ΟΔΟΣ και οδός", "οδοσ"],
    ["İstanbul", "istanbul"],
    ["ｆｕｌｌ ｗｉｄｔｈ １２３", "full 123"],
    ["Привет, мир!", "мир привет"],
    ["see lib/store/types.ts", "store/types"],
    ["see lib/store/types.ts", "types.ts"],
    ["東京都庁に行きました", "都庁"],
    ["東京都庁に行きました", "東"],
    ["東京都庁に行きました", "た"],
    ["東京都庁に行きました", "京都庁"],
    ["東京都庁に行きました", "行き 東京"],
    ["東京 abc 大阪", '"東京 abc 大"'],
    ["東京abc大阪", "京abc大阪"],
    ["カタカナとスーパー", "スーパー"],
    ["我喜欢吃苹果。", "苹果"],
    ["한국어 검색입니다", "검색"],
    ["한국어 검색입니다", "국어"],
    ["ภาษาไทยค้นหา", "ค้นหา"],
    ["שָׁלוֹם עולם", "שלום"],
    ["مرحباً بالعالم", "مرحبا"],
    ["launch 🚀 now", "🚀"],
    ["flag 🇺🇦 here", "🇺🇦"],
    ["naïve résumé", "re\u0301sume\u0301"],
    ["हिन्दी में खोज", "खोज"],
  ])("%j is found by %j", (text, query) => expect(found(text, query)).toBe(true));

  test.each([
    ["The quick brown fox", "rown"],
    ["The quick brown fox", "quick cat"],
    ["The quick brown fox", '"brown quick"'],
    ["東京都庁", "京東"],
    ["東京 都庁", "京都"],
    ["苹果", "果苹"],
    ["flag 🇺🇦", "🇦🇺"],
    ["anything", ""],
    ["anything !!!", "!!!"],
    ["anything", '""'],
    ["100%", "10%0"],
  ])("%j is not found by %j", (text, query) => expect(found(text, query)).toBe(false));

  test("a query's signs have no meaning", () => {
    for (const query of ['a" OR b', "a*", "NEAR(a b)", "body:a", "^a", "a AND NOT b", "-a", "(a"]) {
      expect(() => searchPhrases(query)).not.toThrow();
    }
    expect(searchPhrases("a* -b")).toEqual([["a"], ["b"]]);
  });

  test("a query of any length asks for a bounded number of things", () => {
    const phrases = searchPhrases("word ".repeat(1_000));
    expect(phrases.length).toBeLessThanOrEqual(16);
    expect(searchPhrases("x".repeat(10_000))[0]?.[0]).toHaveLength(64);
    expect(found("x".repeat(10_000), "x".repeat(9_000))).toBe(true);
  });
});

describe("the extract", () => {
  test("marks what matches, whatever its case and accents", () => {
    expect(marked("Une Crème brûlée, une creme", "creme")).toBe("Une [Crème] brûlée, une [creme]");
    expect(marked("one two  three\nfour", '"two three"')).toBe("one [two three] four");
    expect(marked("東京都庁に行く", "京都庁")).toBe("東[京都庁]に行く");
    expect(marked("東京都庁に行く", "都")).toBe("東京[都]庁に行く");
    expect(marked("running runner", "run")).toBe("[running] [runner]");
  });

  test("shows the surroundings of the first place", () => {
    const text = `${"lorem ipsum ".repeat(50)}needle ${"dolor sit ".repeat(50)}`;
    const extract = marked(text, "needle");
    expect(extract).toMatch(/^…lorem.*\[needle\] dolor.*…$/);
    expect(extract.length).toBeLessThan(260);
  });

  test("never cuts a character in half", () => {
    const text = `${"😀".repeat(200)} needle ${"😀".repeat(200)}`;
    expect(marked(text, "needle")).not.toMatch(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
    );
    expect(marked(text, "needle")).toContain("[needle]");
  });

  test("begins at the beginning where nothing is marked", () => {
    expect(marked("Some text", "zebra")).toBe("Some text");
    expect(marked("", "zebra")).toBe("");
  });
});
