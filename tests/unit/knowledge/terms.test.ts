import { describe, expect, it } from "vitest";
import { termsOf } from "@/lib/knowledge/index/terms";

const meet = (a: string, b: string) => {
  const right = new Set(termsOf(b));
  return termsOf(a).some((term) => right.has(term));
};

describe("terms", () => {
  it("fold case, accents and ligatures", () => {
    expect(termsOf("Ångström ÉCOLE Straße œuvre")).toEqual(["angstrom", "ecol", "strass", "oeuvr"]);
    expect(meet("Ёлка", "елка")).toBe(true);
  });

  it("take identifiers apart and keep them whole", () => {
    expect(termsOf("parseHttpBody")).toEqual(["parsehttpbody", "pars", "http", "body"]);
    expect(meet("max_tokens", "maxTokens")).toBe(true);
    expect(meet("HTMLParser", "parser")).toBe(true);
  });

  it("let a word's English forms meet", () => {
    for (const [a, b] of [
      ["policies", "policy"],
      ["running", "run"],
      ["used", "using"],
      ["caches", "caching"],
      ["boxes", "box"],
      ["installation", "install"],
    ] as const) {
      expect(meet(a, b), `${a} ${b}`).toBe(true);
    }
    expect(meet("class", "clas")).toBe(false);
  });

  it("keep numbers and versions", () => {
    expect(termsOf("24.21.0 costs 1,000")).toEqual(["24.21.0", "cost", "1000"]);
  });

  it("read scripts without spaces as pairs", () => {
    expect(termsOf("機械学習")).toEqual(["機械", "械学", "学習"]);
    expect(meet("学習モデル", "機械学習")).toBe(true);
    expect(termsOf("สวัสดี").length).toBeGreaterThan(2);
    expect(termsOf("人")).toEqual(["人"]);
  });
});
