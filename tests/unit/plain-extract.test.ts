import { expect, it } from "vitest";
import { plainExtract } from "@/components/feedback/plain-extract";

it.each([
  [
    "**This is the demo model.** No AI provider, so `nothing` was *understood*.",
    "This is the demo model. No AI provider, so nothing was understood.",
  ],
  ["## Answer Left at the [lighthouse](https://example.com) [1].", "Answer Left at the lighthouse [1]."],
  ["The files say: > a quote, 5 > 3", "The files say: a quote, 5 > 3"],
  ["> a quote - one - two ***three***", "a quote - one - two three"],
  ["| a | b | |---|:-:| | 1 | 2 |", "| a | b | | 1 | 2 |"],
  ["2*3*4 and snake_case_name, 5 - 3 = 2, a ~ b", "2*3*4 and snake_case_name, 5 - 3 = 2, a ~ b"],
  ["```ts const a = 1; ```", "const a = 1;"],
  ["It was cut **in the mid…", "It was cut in the mid…"],
  ["**غامق** ثم", "غامق ثم"],
])("shows %j as plain words", (text, plain) => {
  expect(plainExtract(text)).toBe(plain);
});
