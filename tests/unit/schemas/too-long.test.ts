import { expect, it } from "vitest";
import { forgotPasswordSchema, loginSchema, secondFactorCodeSchema } from "@/lib/schemas/auth";
import { checkInputSchema } from "@/lib/schemas/checks";
import { caseInputSchema } from "@/lib/schemas/evals";
import { quotaSchema } from "@/lib/schemas/quota";

const caseOf = (part: object) => caseInputSchema.safeParse({ question: "Q", ...part });
const quota = (part: object) => quotaSchema.safeParse(part);
const long = "x".repeat(50_000);

it.each([
  ["email", loginSchema.safeParse({ email: long, password: "p" })],
  ["password", loginSchema.safeParse({ email: "a@b.c", password: long })],
  ["email", forgotPasswordSchema.safeParse({ email: long })],
  ["totp", secondFactorCodeSchema.safeParse({ totp: long })],
  ["value", checkInputSchema.safeParse({ type: "contains", value: long })],
])("what is too long for %s is called that, with the limit", (field, result) => {
  const [issue] = result.error?.issues ?? [];
  expect(issue?.message, field).toMatch(/must be at most \d+ characters/);
});

it.each([
  ["Reference answer must be at most 100000 characters", caseOf({ reference: long.repeat(3) })],
  ["Question must be at most 100000 characters", caseOf({ question: long.repeat(3) })],
  ["Question is required", caseOf({ question: " " })],
  ["A tag must be at most 50 characters", caseOf({ tags: [long] })],
  ["A case has at most 20 tags", caseOf({ tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) })],
  ["Criteria must be at most 2000 characters", caseOf({ checks: [{ type: "meets", criteria: long }] })],
  ["A pattern must be at most 500 characters", caseOf({ checks: [{ type: "regex", pattern: long }] })],
  ["Tokens a day must be a number", quota({ tokensPerDay: "many" })],
  ["Tokens a month must be at most 1000000000000", quota({ tokensPerMonth: 1e13 })],
  ["US dollars a day must not be negative", quota({ usdPerDay: -1 })],
  ["US dollars a month must be at most 1000000", quota({ usdPerMonth: 1e7 })],
])("%s", (message, result) => {
  expect(result.error?.issues.map((issue) => issue.message)).toEqual([message]);
});
