import { expect, test } from "vitest";
import { markedParts } from "@/components/files/pdf-marks";

const marked = (pieces: string[], passage: string) =>
  markedParts(
    pieces.map((str) => ({ str })),
    passage,
  ).map(({ index, from, to }) => {
    const str = pieces[index] ?? "";
    return str.slice(Math.round(from * str.length), Math.round(to * str.length));
  });

test("a passage is found across the lines of a page, whatever breaks and hyphens stand between", () => {
  const page = ["Running title", "Returns are taken with-", "in thirty days of deliv", "ery.", "Page 3 of 9"];
  expect(marked(page, "Returns are taken within thirty days of delivery.")).toEqual([
    "Returns are taken with",
    "in thirty days of deliv",
    "ery",
  ]);
});

test("a line that the passage begins or ends within is marked in part", () => {
  const page = [
    "It was so. The warranty covers the battery for two",
    "years from the day of sale. Not the strap.",
  ];
  expect(marked(page, "The warranty covers the battery for two years from the day of sale.")).toEqual([
    "The warranty covers the battery for two",
    "years from the day of sale",
  ]);
});

test("words that are merely alike are not marked", () => {
  expect(
    marked(["The price of the item", "is on the invoice"], "The price of shipping is on the slip"),
  ).toEqual([]);
});

test("columns may stand in another order", () => {
  const page = ["Second column, which is read last of all", "First column, which comes before the second"];
  expect(
    marked(page, "First column, which comes before the second\n\nSecond column, which is read last of all"),
  ).toHaveLength(2);
});

test("Chinese needs fewer letters, ligatures and full width count as what they stand for", () => {
  expect(marked(["退款政策：七天内可以全额退款。", "其他"], "退款政策:七天内可以全额退款。")).toEqual([
    "退款政策：七天内可以全额退款",
  ]);
  expect(
    marked(["ﬁnal ofﬁce efﬁciency certiﬁcate of 2026"], "final office efficiency certificate of 2026"),
  ).toHaveLength(1);
});

test("long pages and passages take time in proportion", () => {
  const word = (n: number) => `w${(n * 7919) % 100_003} `;
  const text = Array.from({ length: 5_000 }, (_, n) => word(n)).join("");
  expect(marked([text], text)).toHaveLength(1);
});
