import { expect, test } from "vitest";
import { isTable, sheetsOf } from "@/components/knowledge/table-rows";
import { passagesOf } from "@/lib/knowledge/index/passages";
import { readCsv } from "@/lib/knowledge/read/csv";
import type { FilePassage } from "@/lib/schemas";

function read(csv: string): FilePassage[] {
  return [...passagesOf(readCsv(csv).blocks)].map(({ at, ordinal, heading, text, tokens, overlap }) => ({
    ordinal,
    location: at,
    heading,
    text,
    tokens,
    overlap,
  }));
}
const rows = (csv: string) => sheetsOf(read(csv)).flatMap(({ parts }) => parts.flatMap((part) => part.rows));

test("a CSV file is a table again, with its header and the numbers of its rows", () => {
  const [sheet] = sheetsOf(read("Name,City,Net\nAda,London,10\nGrace,,20\n,Lyon,30\n"));
  expect(sheet?.header).toEqual(["Name", "City", "Net"]);
  expect(sheet?.parts[0]?.rows).toEqual([
    { number: 2, cells: ["Ada", "London", "10"] },
    { number: 3, cells: ["Grace", "", "20"] },
    { number: 4, cells: ["", "Lyon", "30"] },
  ]);
});

test("without a header all rows are rows", () => {
  const [sheet] = sheetsOf(read("1,London\n2,Paris\n"));
  expect(sheet?.header).toBeNull();
  expect(sheet?.parts[0]?.rows.map(({ number }) => number)).toEqual([1, 2]);
});

test("a long table has one header over all its passages, and no row is lost or doubled", () => {
  const csv = `Name,Remark\n${Array.from({ length: 300 }, (_, n) => `Person ${n},says ${"word ".repeat(10)}`).join("\n")}`;
  const passages = read(csv);
  expect(passages.length).toBeGreaterThan(5);
  const sheets = sheetsOf(passages);
  expect(sheets).toHaveLength(1);
  expect(rows(csv).map(({ number }) => number)).toEqual(Array.from({ length: 300 }, (_, n) => n + 2));
  expect(rows(csv)[299]?.cells[0]).toBe("Person 299");
});

test("rows after a gap keep their numbers where they can be told", () => {
  expect(
    rows("Name,City\nAda,London\n,\nGrace,Paris\n").map(({ number, cells }) => [number, cells[0]]),
  ).toEqual([
    [2, "Ada"],
    [4, "Grace"],
  ]);
});

test("text that was no table is none", () => {
  expect(
    isTable([{ ordinal: 0, location: { page: 1 }, heading: [], text: "a | b", tokens: 3, overlap: 0 }]),
  ).toBe(false);
});
