import { describe } from "vitest";
import { apiStore } from "./api";

export type Engine = "sqlite" | "mongodb";
type Variables = Record<string, string | undefined>;

/**
 * Defines the same tests once per engine, each on an empty store of its own. The MongoDB half needs a server: without
 * one it is not defined, and the store's contract suite says so.
 */
export function onEachEngine(define: (engine: Engine) => void, variables: Variables = {}): void {
  onSqlite(define, variables);
  const server = process.env.MONGODB_TEST_URI;
  if (!server) return;
  describe("on MongoDB", () => {
    apiStore({ mongoServer: server, variables });
    define("mongodb");
  });
}

/**
 * For rules that stand above the store, which its contract suite makes alike: on SQLite, and on MongoDB as well only
 * where `EVERY_ENGINE=1` asks for it.
 */
export function onOneEngine(define: (engine: Engine) => void, variables: Variables = {}): void {
  if (process.env.EVERY_ENGINE) onEachEngine(define, variables);
  else onSqlite(define, variables);
}

function onSqlite(define: (engine: Engine) => void, variables: Variables): void {
  describe("on SQLite", () => {
    apiStore({ variables });
    define("sqlite");
  });
}
