import { expect, it } from "vitest";
import { forgotPasswordSchema, loginSchema, secondFactorCodeSchema } from "@/lib/schemas/auth";
import { checkInputSchema } from "@/lib/schemas/checks";

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
