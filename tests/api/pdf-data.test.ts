import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as route from "@/app/pdf-data/[kind]/[name]/route";
import { apiStore, requestOf } from "../support/api";

const get = (kind: string, name: string) =>
  route.GET(requestOf("GET", `/pdf-data/${kind}/${encodeURIComponent(name)}`), {
    params: Promise.resolve({ kind, name }),
  });

describe("what drawing a PDF in the browser needs", () => {
  apiStore();

  it.each([
    ["cmaps", "UniGB-UTF16-H.bcmap"],
    ["standard_fonts", "FoxitSerif.pfb"],
  ])("%s are served from here, for good", async (kind, name) => {
    const response = await get(kind, name);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(readFileSync(`node_modules/pdfjs-dist/${kind}/${name}`))).toBe(true);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["cmaps", "../package.json"],
    ["cmaps", "..%2Fpackage.json"],
    ["cmaps", ".."],
    ["cmaps", "none.bcmap"],
    ["build", "pdf.mjs"],
    ["..", "package.json"],
    ["cmaps", "a\0b"],
    ["constructor", "name"],
  ])("nothing else is: %s/%s", async (kind, name) => {
    const response = await get(kind, name);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  });
});
