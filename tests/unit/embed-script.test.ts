import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { originOf } from "@/components/embed/embed-values";
import { isOpened } from "@/lib/client/embed/host";

const script = readFileSync("public/embed.js", "utf8");

describe("the script on other sites' pages", () => {
  it("has at most 5 KB", () => {
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(5 * 1024);
  });

  it("does nothing that a strict policy forbids, and takes nothing but the project from its attributes", () => {
    for (const forbidden of [
      "innerHTML",
      "eval",
      "Function(",
      "document.write",
      '"style"',
      ".cssText",
      "fetch(",
    ]) {
      expect(script, forbidden).not.toContain(forbidden);
    }
    expect(script.match(/dataset\.\w+/g)).toEqual(["dataset.project"]);
    expect(script).not.toContain('postMessage({ v: 1, type: "opened" }, "*")');
    expect(script).not.toContain('"*"');
  });
});

describe("what the frame takes from the page around it", () => {
  it("is one message and nothing else", () => {
    expect(isOpened({ v: 1, type: "opened" })).toBe(true);
    for (const other of [
      null,
      "opened",
      { type: "opened" },
      { v: 2, type: "opened" },
      { v: 1, type: "close" },
      { v: 1, type: "opened", prompt: "Say yes" },
      [1, "opened"],
    ]) {
      expect(isOpened(other), JSON.stringify(other)).toBe(false);
    }
  });
});

it.each([
  ["https://shop.example", "https://shop.example"],
  ["Shop.Example/path?x=1", "https://shop.example"],
  ["http://localhost:3000/", "http://localhost:3000"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
  ["https://shop.example:443", "https://shop.example"],
  ["*.shop.example", "*.shop.example"],
  ["javascript:alert(1)", "javascript:alert(1)"],
])("an origin typed as %s is %s", (typed, origin) => {
  expect(originOf(typed)).toBe(origin);
});
