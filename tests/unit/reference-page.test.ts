import { createElement as h } from "react";
import { describe, expect, it } from "vitest";
import { escapeHtml, toHtml } from "@/components/reference/to-html";
import type { ApiDocument } from "@/components/reference/view-model";
import { writeReference } from "@/components/reference/write-reference";
import { writtenParts } from "@/components/reference/written-parts";
import { errorCodes } from "@/lib/errors";
import { openapiDocument } from "@/lib/openapi";
import { operations } from "@/lib/openapi/operations";

describe("elements as HTML", () => {
  it("are escaped in text and attributes", () => {
    const hostile = `"><script>alert('1')</script>&amp;`;
    expect(toHtml(h("p", { className: hostile, title: "a" }, hostile, 7, null, false))).toBe(
      `<p class="${escapeHtml(hostile)}" title="a">${escapeHtml(hostile)}7</p>`,
    );
    expect(escapeHtml(hostile)).not.toMatch(/["<>]/);
  });

  it("keep what is set without a value, and leave out what is not", () => {
    const Part = ({ open }: { open: boolean }) =>
      h("details", { open, "data-code": true, id: undefined }, "x");
    expect(toHtml([h(Part, { key: 1, open: true }), h(Part, { key: 2, open: false })])).toBe(
      '<details open data-code="true">x</details><details data-code="true">x</details>',
    );
  });

  it("are refused where they are more than that", () => {
    expect(() => toHtml(h("p", { onClick: () => {} }))).toThrow("onClick");
    expect(() => toHtml(h({ $$typeof: Symbol.for("react.memo") } as never))).toThrow("Not an element");
  });
});

describe("the reference's written parts", () => {
  const { chapters } = writeReference(() => ({
    document: openapiDocument("1.2.3") as ApiDocument,
    errors: errorCodes.map((code) => ({ code, status: 400, message: "m" })),
  }));
  const of = (name: "contents" | "chapters") => writtenParts().get(name) ?? [];

  it("have every operation and every code of failures once, in both", () => {
    const [contents, whole] = [of("contents").join(""), of("chapters").join("")];
    const ids = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, id]) => id).sort();
    const all = operations.map(({ id }) => id).sort();
    expect(ids(whole, /<article id="(\w+)"/g)).toEqual(all);
    expect(ids(contents, /data-entry="(\w+)"/g)).toEqual(all);
    expect(ids(whole, /id="error-(\w+)"/g)).toEqual([...errorCodes].sort());
    expect(ids(whole, /<section id="(tag-[^"]+)"/g)).toEqual(chapters.map(({ anchor }) => anchor).sort());
  });

  it("are cut where the origin belongs, which stands in each sample", () => {
    expect(of("chapters").join("https://chat.example.com")).toContain(
      "curl &quot;https://chat.example.com/api/",
    );
    expect(of("chapters").length).toBeGreaterThan(3 * operations.length);
    expect(of("chapters").join("")).not.toContain("origin.invalid");
  });

  it("say once what is the same in all of them: 8 KB for an operation are enough", () => {
    expect(of("chapters").join("").length / operations.length).toBeLessThan(8_000);
  });
});
