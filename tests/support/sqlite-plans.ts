/** How SQLite carries out what the product asks of it: each statement's plan is looked at when it is prepared. */
import { DatabaseSync } from "node:sqlite";
import type { Plans } from "./mongo-plans";

/** Whole tables are read only where they are small by nature, or where the whole is what is wanted. */
const ALLOWED: { statement: RegExp; why: string }[] = [
  { statement: /^UPDATE looks/, why: "one row" },
  { statement: /FROM runs WHERE status = 'active'/s, why: "a person's running replies" },
  { statement: /FROM jobs LEFT JOIN job_turns/, why: "the files that wait, in the order of fairness" },
  {
    statement: /FROM segments JOIN files .* WHERE segments.project_id = \?/s,
    why: "the files of one project",
  },
  { statement: /FROM segments JOIN files .* AND files.sha256 = \?/s, why: "copies of one file" },
  { statement: /^SELECT sessions\.\* FROM sessions JOIN users/, why: "a person's sessions" },
  { statement: /FROM sqlite_schema/, why: "the names of the tables" },
  { statement: /^\s*WITH RECURSIVE branch/, why: "one page of a branch" },
  { statement: /^\s*WITH RECURSIVE below/, why: "what hangs below one message, to find the newest" },
  { statement: /^SELECT \* FROM members WHERE project_id = \?/, why: "the members of one project" },
  { statement: /FROM projects WHERE .*members/s, why: "a person's own and shared projects" },
];

const READS = /^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b/i;
/** What a statement makes for itself is read whole. */
const COMMON_TABLE = /(?:\bWITH(?:\s+RECURSIVE)?|,)\s+(\w+)\s*(?:\([^)]*\)\s*)?AS\s*\(/gi;
/** Ties of what comes in order are sorted among themselves. */
const FAULTS =
  /^SCAN (?!.*\b(USING|VIRTUAL TABLE|CONSTANT ROW|json_each|json_tree)\b)|USE TEMP B-TREE FOR ORDER BY/;

const found = new Map<string, string[]>();
let watching = false;

/** What this process prepares from `begin` on, for whatever database; `end` says whose plan reads or sorts too much. */
export function watchStatements(): Plans {
  return {
    begin: async () => {
      if (!watching) noteStatements();
      watching = true;
    },
    end: async () =>
      [...found]
        .filter(([sql, faults]) => faults.length > 0 && !ALLOWED.some(({ statement }) => statement.test(sql)))
        .map(([sql, faults]) => `${sql.replace(/\s+/g, " ").trim()}: ${faults.join(", ")}`),
  };
}

function noteStatements(): void {
  const { prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    const statement = prepare.call(this, sql, ...rest);
    if (READS.test(sql) && !found.has(sql)) {
      const steps = prepare.call(this, `EXPLAIN QUERY PLAN ${sql}`).all();
      const named = new Set([...sql.matchAll(COMMON_TABLE)].map(([, name]) => name));
      const details = steps.map(({ detail }) => String(detail));
      found.set(
        sql,
        details.filter((detail) => FAULTS.test(detail) && !named.has(detail.split(" ")[1])),
      );
    }
    return statement;
  };
}
