import { expect, test } from "vitest";
import { crumbsOf } from "@/components/shell/project-crumbs";

const way = (path: string) =>
  crumbsOf("/projects/p", `/projects/p${path}`).map(({ label, href }) => `${label} ${href.slice(11)}`);

test("every page of a project knows the way to it", () => {
  expect(way("")).toEqual([]);
  expect(way("/chats/c")).toEqual([]);
  expect(way("/files")).toEqual(["Files /files"]);
  expect(way("/files/f")).toEqual(["Files /files"]);
  expect(way("/files/ask")).toEqual(["Files /files", "Search files /files/ask"]);
  expect(way("/keys")).toEqual(["Settings /settings", "API keys /keys"]);
  expect(way("/versions/v")).toEqual(["Prompts /prompts", "Versions /versions"]);
  expect(way("/tests/s/cases/new")).toEqual([
    "Tests /tests",
    "Test set /tests/s",
    "New case /tests/s/cases/new",
  ]);
  expect(way("/chats/c/why/m")).toEqual(["Why this answer /chats/c/why/m"]);
  expect(way("/constructor")).toEqual([]);
});
