import { afterEach, beforeEach, expect, test } from "vitest";
import { CompletionReader } from "@/lib/ai/completion-chunks";
import { scrub } from "@/lib/ai/scrub";
import { parseEnv } from "@/lib/env";
import { setVariables } from "../../support/api";

let undo = () => {};
beforeEach(() => {
  undo = setVariables({ OPENAI_API_KEY: "plain-looking-0123456789" });
});
afterEach(() => undo());

test.each([
  "Incorrect API key provided: sk-proj-abcDEF123456",
  { message: "Incorrect API key provided: sk-proj-abcDEF123456", type: "invalid", code: "key_abcDEF123456" },
  "your key plain-looking-0123456789 is over its limit",
  { message: "Authorization: Bearer abcDEF123456 refused" },
  { message: "no", headers: { authorization: "Bearer abcDEF123456" } },
])("no key is in what is kept of %j", (said) => {
  const kept = scrub(said);
  expect(kept).not.toMatch(/abcDEF123456|0123456789/);
  expect(kept.length).toBeGreaterThan(0);
});

test("an error object in the middle of a stream is kept without the key", () => {
  const sink = { text() {}, reasoning() {} };
  const said = JSON.stringify({ error: { message: "bad key sk-abcDEF123456", type: "auth" } });
  let thrown: unknown;
  try {
    new CompletionReader(sink as never).data(said);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: "provider_failed" });
  expect(String((thrown as Error).cause)).toContain("auth");
  expect(JSON.stringify((thrown as Error).cause) + String((thrown as Error).cause)).not.toContain("abcDEF");
});

test.each(["localhost:11434/v1", "api.example.com", "ftp://x/v1", "http://"])(
  "the provider's address %s is refused at start",
  (OPENAI_BASE_URL) => {
    expect(() => parseEnv({ OPENAI_BASE_URL })).toThrow("OPENAI_BASE_URL: must be an address");
  },
);
