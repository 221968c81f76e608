import { countTokens as exact } from "gpt-tokenizer/encoding/cl100k_base";
import { describe, expect, it } from "vitest";
import { approximateTokens, countTokens, maxTokensOf } from "@/lib/ai/tokens";

const PROSE = "The quick brown fox jumps over the lazy dog, and then some more words follow it home. ";

describe("token counts", () => {
  it.each(["", "a", PROSE, "Grüße aus 日本 👩‍👩‍👧", "const x = { a: [1, 2, 3] };\n"])(
    "are exact for %j",
    async (text) => {
      expect(await countTokens(text)).toBe(exact(text));
    },
  );

  it("stay within a hundredth for long prose and are never too few", async () => {
    const text = PROSE.repeat(200);
    const counted = await countTokens(text);
    expect(counted).toBeGreaterThanOrEqual(exact(text));
    expect(counted).toBeLessThan(exact(text) * 1.01);
  });

  it.each([
    ["one letter", "a".repeat(100_000)],
    ["blanks", " ".repeat(100_000)],
    ["emoji", "🚀🎉".repeat(25_000)],
  ])("of 100,000 characters of %s let others run meanwhile", async (_name, text) => {
    await countTokens("load the tokenizer first");
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await countTokens(text);
    clearInterval(timer);
    // In one piece these take 6 to 20 seconds.
    expect(longest).toBeLessThan(1_000);
  });

  it("are never more than the bound", async () => {
    for (const text of [PROSE, "🚀🎉".repeat(100), "日本語".repeat(100), "\u0000\u0001".repeat(50)]) {
      expect(await countTokens(text)).toBeLessThanOrEqual(maxTokensOf(text));
    }
  });

  it("are guessed within a third for prose and East Asian text", () => {
    for (const text of [PROSE.repeat(10), "日本語のテキストを書きます。".repeat(20)]) {
      expect(approximateTokens(text) / exact(text)).toBeGreaterThan(0.6);
      expect(approximateTokens(text) / exact(text)).toBeLessThan(1.5);
    }
  });
});
