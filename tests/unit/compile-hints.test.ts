import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addCompileHints, MOST_BYTES } from "@/scripts/support/compile-hints.mjs";

it("hints at the pages' scripts once, leaving big libraries and other files", () => {
  const folder = mkdtempSync(join(tmpdir(), "hints-"));
  try {
    const big = `f(${" ".repeat(MOST_BYTES)})`;
    writeFileSync(join(folder, "page.js"), "f()");
    writeFileSync(join(folder, "library.js"), big);
    writeFileSync(join(folder, "style.css"), "a{}");
    expect(addCompileHints(folder)).toBe(1);
    expect(addCompileHints(folder)).toBe(1);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    expect(read("page.js")).toBe("//# allFunctionsCalledOnLoad\nf()");
    expect(read("library.js")).toBe(big);
    expect(read("style.css")).toBe("a{}");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
