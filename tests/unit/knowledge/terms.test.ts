import { describe, expect, it } from "vitest";
import { languageOf } from "@/lib/knowledge/index/languages";
import { termsOf } from "@/lib/knowledge/index/terms";

const meet = (a: string, b: string) => {
  const right = new Set(termsOf(b));
  return termsOf(a).some((term) => right.has(term));
};

describe("terms", () => {
  it("fold case, accents and ligatures", () => {
    expect(termsOf("Ångström ÉCOLE Straße œuvre")).toEqual(["angstrom", "ecole", "strasse", "oeuvr"]);
    expect(meet("Ёлка", "елка")).toBe(true);
  });

  it("take identifiers apart and keep them whole", () => {
    expect(termsOf("parseHttpBody")).toEqual(["parsehttpbody", "pars", "http", "bodi"]);
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
      ["investigate", "investigation"],
    ] as const) {
      expect(meet(a, b), `${a} ${b}`).toBe(true);
    }
    expect(meet("class", "clas")).toBe(false);
  });

  it("let a word's forms meet in the language of the text, else in none of its neighbours", () => {
    for (const [language, a, b] of [
      ["de", "Häuser", "Hauses"],
      ["fr", "remboursements", "remboursement"],
      ["es", "devoluciones", "devolución"],
      ["sv", "flickornas", "flicka"],
      ["tr", "kitapları", "kitap"],
      ["en", "возврата", "возврат"],
      ["en", "επιστροφές", "επιστροφή"],
    ] as const) {
      expect(termsOf(a, language), `${a} ${b}`).toEqual(termsOf(b, language));
    }
    expect(termsOf("Häuser", "en")).not.toEqual(termsOf("Hauses", "en"));
    expect(languageOf("Die Lieferung ist bei uns und nicht bei der Post")).toBe("de");
    expect(languageOf("ZX-4711", "fr")).toBe("fr");
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
