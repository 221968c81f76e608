import { expect, it } from "vitest";
import { safeCallbackUrl } from "@/components/auth/callback-url";

it.each([
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "/%2E%2e//evil.example",
  "/x/%2e%2e//evil.example",
  "//evil.example",
  "/\t/evil.example",
  "/\\evil.example",
  "/.\n//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/api/x",
  "/sign-in",
  undefined,
  ["/projects"],
])("%j leads home", (value) => {
  expect(safeCallbackUrl(value)).toBe("/projects");
});

it.each([
  ["/projects/a?b=c#d", "/projects/a?b=c#d"],
  ["/usage?from=//x", "/usage?from=//x"],
  ["/a/../b", "/b"],
  ["/a//b", "/a//b"],
])("%s leads on", (value, path) => {
  expect(safeCallbackUrl(value)).toBe(path);
});
