import { describe } from "vitest";
import { newId } from "@/lib/ids";
import { apiStore } from "./api";

type Variables = Record<string, string | undefined>;

/**
 * Defines the same tests once per engine, each on an empty store of its own. The MongoDB half needs a server: without
 * one it is not defined, and the store's contract suite says so.
 */
export function onEachEngine(define: () => void, variables: Variables = {}): void {
  describe("on SQLite", () => {
    apiStore({ variables });
    define();
  });
  const server = process.env.MONGODB_TEST_URI;
  if (!server) return;
  describe("on MongoDB", () => {
    apiStore({ mongoUri: () => databaseOf(server), variables });
    define();
  });
}

function databaseOf(server: string): string {
  const uri = new URL(server);
  uri.pathname = `/api_${newId()}`;
  return uri.toString();
}
