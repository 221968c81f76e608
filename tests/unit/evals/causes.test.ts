import { describe, expect, it } from "vitest";
import { causeOf, causesSentence } from "@/lib/evals/runs/causes";

const rates = (more: object) => ({
  candidate: 0,
  baseline: 1,
  prompt: 1,
  passages: 1,
  model: null,
  again: 1,
  ...more,
});

describe("why a case changed", () => {
  it.each([
    ["prompt", { prompt: 0 }],
    ["prompt", { prompt: 1 / 3 }],
    ["prompt", { prompt: 0.5 }],
    ["interaction", { prompt: 0.51 }],
    ["passages", { passages: 0 }],
    ["model", { prompt: 0, model: 0 }],
    ["interaction", {}],
    ["interaction", { prompt: 0, passages: 0 }],
    ["interaction", { model: 0, passages: 0 }],
    ["chance", { again: 1 / 3, prompt: 0 }],
    ["chance", { candidate: 1 }],
    ["chance", { candidate: null }],
    ["prompt", { candidate: 1, baseline: 0, prompt: 1, passages: 0, again: 0 }],
  ])("is %s for %j", (cause, more) => expect(causeOf(rates(more))).toBe(cause));

  it("is said with the counts behind it", () => {
    const one = (cause: "prompt" | "chance") => ({ caseId: "a", cause, rates: rates({}) });
    expect(causesSentence([one("prompt"), one("prompt"), one("chance")])).toBe(
      "Of 3 changed cases: the prompt in 2, chance in 1.",
    );
  });
});
