import { expect, test } from "vitest";
import { codeOf, hasLines } from "@/lib/files/text-lines";

const MB = 1024 * 1024;

test("programs, logs and notes have lines; tables, pages and what is very long have not", () => {
  const size = 1_000;
  for (const mimeType of ["text/plain", "text/markdown", "application/json", "application/xml"]) {
    expect(hasLines({ mimeType, size })).toBe(true);
  }
  for (const mimeType of ["text/csv", "text/html", "application/pdf", "image/png", "message/rfc822"]) {
    expect(hasLines({ mimeType, size })).toBe(false);
  }
  expect(hasLines({ mimeType: "text/plain", size: 3 * MB })).toBe(false);
});

test("code is told from prose by its name and kind", () => {
  expect(codeOf({ filename: "a.py", mimeType: "text/plain" })).toBe("py");
  expect(codeOf({ filename: "Dockerfile", mimeType: "text/plain" })).toBe("dockerfile");
  expect(codeOf({ filename: "data.ndjson", mimeType: "application/json" })).toBe("json");
  expect(codeOf({ filename: "notes.txt", mimeType: "text/plain" })).toBeNull();
  expect(codeOf({ filename: "readme.md", mimeType: "text/markdown" })).toBeNull();
});
