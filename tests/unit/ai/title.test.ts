import { describe, expect, test } from "vitest";
import { titleFromMessage } from "@/lib/chats/title";

describe("a chat's first title", () => {
  test.each([
    ["where shall we go?", "where shall we go?"],
    ["## Plan a **short** trip", "Plan a short trip"],
    ["**Plan** a trip", "Plan a trip"],
    ["**Plan _this_ trip**", "Plan this trip"],
    ["Explain `useEffect` and ``a ` b``", "Explain useEffect and a ` b"],
    ["> - [ ] Read [the guide](https://example.com/a_b) first", "Read the guide first"],
    ["~~Old~~ new", "Old new"],
    ["```ts\nconst a = 1;\n```", "const a = 1;"],
    ["---\n\nReal words", "Real words"],
    ["\n\n  second line counts", "second line counts"],
    ["2*3*4 and snake_case_name", "2*3*4 and snake_case_name"],
    ["-5 degrees in May", "-5 degrees in May"],
    ["[[slow ms=40]] stays", "[[slow ms=40]] stays"],
    ["```", "```"],
    ["", "New chat"],
  ])("of %j is %j", (message, title) => {
    expect(titleFromMessage(message)).toBe(title);
  });

  test("is cut between words and never inside a character", () => {
    expect(titleFromMessage(`${"word ".repeat(30)}`)).toMatch(/^(word )+word…$/);
    expect(titleFromMessage("😀".repeat(60)).slice(0, -1)).toMatch(/^(😀)+$/u);
  });
});
