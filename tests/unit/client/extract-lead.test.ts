import { expect, it } from "vitest";
import { lead } from "@/components/shell/extract-lead";

it.each([
  ["Tell me of the ", "Tell me of the "],
  ["…hi, i ordered 2 weeks ago and nothing came?? Tell me of the ", "…came?? Tell me of the "],
  ["a".repeat(60), `…${"a".repeat(24)}`],
  [`${"a".repeat(60)} `, `…${"a".repeat(23)} `],
  ["😀".repeat(30), `…${"😀".repeat(12)}`],
  [`a${"😀".repeat(30)}b`, `…${"😀".repeat(11)}b`],
])("%j before a found word is shown as %j", (text, shown) => {
  expect(lead(text)).toBe(shown);
});
