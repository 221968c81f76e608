import { expect, it } from "vitest";
import { quote } from "@/lib/ai/demo-quote";

it("quotes the rows of a table as a table, with text before and after", () => {
  expect(quote("Delivery\nKind | Time\nExpress | next day\nFreight\nWe don't deliver abroad.", 400)).toBe(
    "> Delivery\n>\n> | Kind | Time |\n> |---|---|\n> | Express | next day |\n>\n> Freight\n> We don't deliver abroad.",
  );
});

it("fills short rows, and leaves a single line with bars and a framed table alone", () => {
  expect(quote("a | b | c\nd | e", 400)).toBe("> | a | b | c |\n> |---|---|---|\n> | d | e |  |");
  expect(quote("either | or", 400)).toBe("> either | or");
  expect(quote("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", 400)).toBe(
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\n> | 3 | 4 |",
  );
  expect(quote("| a | b |\n| 1 | 2 |\n\nAfter it.", 400)).toBe(
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\n>\n> After it.",
  );
});

it("leaves out a row that was cut, and says that there is more", () => {
  expect(quote("Kind | Time\nExpress | next day\nFreight | three weeks", 40)).toBe(
    "> | Kind | Time |\n> |---|---|\n> | Express | next day |\n>\n> …",
  );
  expect(quote("word ".repeat(20), 12)).toBe("> word word wo…");
});
