import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { CaseContent, Gate } from "@/lib/schemas";
import type { CaseRecord, TestSetRecord, TestSetStore } from "../types";
import type { Database } from "./database";
import { projectFilter, scopeFilter } from "./scope";
import { assignments } from "./sql";

type SetRow = {
  id: string;
  owner_id: string;
  project_id: string;
  name: string;
  gate: string | null;
  nightly: number;
  created_at: number;
  updated_at: number;
};
type CaseRow = {
  id: string;
  owner_id: string;
  project_id: string;
  set_id: string;
  revision: number;
  created_at: number;
  updated_at: number;
  content: string;
};

const toSet = (row: SetRow): TestSetRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  name: row.name,
  gate: row.gate === null ? null : (JSON.parse(row.gate) as Gate),
  nightly: row.nightly === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
const toCase = (row: CaseRow): CaseRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  setId: row.set_id,
  revision: row.revision,
  content: JSON.parse(row.content) as CaseContent,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export function testSetStore(database: Database): TestSetStore {
  return {
    create: (scope, projectId, { name, gate, nightly }, limit) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        const found = sql.get<{ owner_id: string }>(project, projectId, ...own.values);
        if (!found) return null;
        const counted = sql.get<{ n: number }>(
          "SELECT count(*) AS n FROM test_sets WHERE project_id = ?",
          projectId,
        );
        if ((counted?.n ?? 0) >= limit) throw new AppError("limit_reached");
        const now = Date.now();
        const row: SetRow = {
          id: newId(now),
          owner_id: found.owner_id,
          project_id: projectId,
          name,
          gate: gate && JSON.stringify(gate),
          nightly: nightly ? 1 : 0,
          created_at: now,
          updated_at: now,
        };
        sql.insert("test_sets", row);
        return toSet(row);
      }),

    async get(scope, id) {
      const own = scopeFilter(scope, "test_sets");
      const query = `SELECT * FROM test_sets WHERE id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<SetRow>(query, id, ...own.values));
      return row ? toSet(row) : null;
    },

    async locate(what, id) {
      const query = `SELECT project_id FROM ${what === "set" ? "test_sets" : "cases"} WHERE id = ?`;
      return (await database.read((sql) => sql.get<{ project_id: string }>(query, id)))?.project_id ?? null;
    },

    async list(scope, projectId) {
      const own = scopeFilter(scope, "test_sets");
      const query = `SELECT * FROM test_sets WHERE project_id = ? AND ${own.sql} ORDER BY created_at, id`;
      return (await database.read((sql) => sql.all<SetRow>(query, projectId, ...own.values))).map(toSet);
    },

    async update(scope, id, { name, gate, nightly }) {
      const own = scopeFilter(scope, "test_sets");
      const set = assignments({
        name,
        gate: gate === undefined ? undefined : gate && JSON.stringify(gate),
        nightly: nightly === undefined ? undefined : nightly ? 1 : 0,
        updated_at: Date.now(),
      });
      const query = `UPDATE test_sets SET ${set.sql} WHERE id = ? AND ${own.sql} RETURNING *`;
      const row = await database.write((sql) => sql.get<SetRow>(query, ...set.values, id, ...own.values));
      return row ? toSet(row) : null;
    },

    remove: (scope, id) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "test_sets");
        const query = `DELETE FROM test_sets WHERE id = ? AND ${own.sql}`;
        return sql.run(query, id, ...own.values) > 0;
      }),

    async nightly(limit) {
      const query = `SELECT test_sets.* FROM test_sets JOIN projects ON projects.id = project_id
        WHERE nightly = 1 AND removed_at IS NULL ORDER BY test_sets.id LIMIT ?`;
      return (await database.read((sql) => sql.all<SetRow>(query, limit))).map(toSet);
    },

    addCases: (scope, setId, contents, limit) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "test_sets");
        const set = sql.get<SetRow>(
          `SELECT * FROM test_sets WHERE id = ? AND ${own.sql}`,
          setId,
          ...own.values,
        );
        if (!set) return null;
        const counted = sql.get<{ n: number }>("SELECT count(*) AS n FROM cases WHERE set_id = ?", setId);
        if ((counted?.n ?? 0) + contents.length > limit) throw new AppError("limit_reached");
        const now = Date.now();
        const rows = contents.map(
          (content): CaseRow => ({
            id: newId(now),
            owner_id: set.owner_id,
            project_id: set.project_id,
            set_id: setId,
            revision: 1,
            created_at: now,
            updated_at: now,
            content: JSON.stringify(content),
          }),
        );
        for (const row of rows) {
          sql.insert("cases", row);
          addRevision(sql, row);
        }
        sql.run("UPDATE test_sets SET updated_at = max(updated_at, ?) WHERE id = ?", now, setId);
        return rows.map(toCase);
      }),

    async getCase(scope, id) {
      const own = scopeFilter(scope, "cases");
      const query = `SELECT * FROM cases WHERE id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<CaseRow>(query, id, ...own.values));
      return row ? toCase(row) : null;
    },

    listCases: (scope, setId) => casesBy(database, scopeFilter(scope, "cases"), "set_id", setId),
    projectCases: (scope, projectId) =>
      casesBy(database, scopeFilter(scope, "cases"), "project_id", projectId),

    updateCase: (scope, id, expectedRevision, content) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "cases");
        const seen = sql.get<CaseRow>(`SELECT * FROM cases WHERE id = ? AND ${own.sql}`, id, ...own.values);
        if (!seen) return null;
        if (seen.revision !== expectedRevision) return "stale";
        const now = Date.now();
        const row = {
          ...seen,
          revision: seen.revision + 1,
          content: JSON.stringify(content),
          updated_at: now,
        };
        sql.run(
          "UPDATE cases SET revision = ?, content = ?, updated_at = ? WHERE id = ?",
          row.revision,
          row.content,
          now,
          id,
        );
        addRevision(sql, row);
        sql.run("UPDATE test_sets SET updated_at = max(updated_at, ?) WHERE id = ?", now, row.set_id);
        return toCase(row);
      }),

    removeCase: (scope, id) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "cases");
        return sql.run(`DELETE FROM cases WHERE id = ? AND ${own.sql}`, id, ...own.values) > 0;
      }),

    async revisions(scope, projectId, refs) {
      const own = scopeFilter(scope, "case_revisions");
      const query = `SELECT content FROM case_revisions WHERE case_id = ? AND revision = ? AND project_id = ? AND ${own.sql}`;
      return database.read((sql) =>
        refs.flatMap(({ id, revision }) => {
          const row = sql.get<{ content: string }>(query, id, revision, projectId, ...own.values);
          return row ? [{ id, revision, content: JSON.parse(row.content) as CaseContent }] : [];
        }),
      );
    },
  };
}

type Writer = { insert(table: string, columns: Record<string, string | number | null>): boolean };

function addRevision(sql: Writer, row: CaseRow): void {
  sql.insert("case_revisions", {
    case_id: row.id,
    revision: row.revision,
    owner_id: row.owner_id,
    project_id: row.project_id,
    content: row.content,
  });
}

async function casesBy(
  database: Database,
  own: { sql: string; values: string[] },
  column: "set_id" | "project_id",
  id: string,
): Promise<CaseRecord[]> {
  const query = `SELECT * FROM cases WHERE ${column} = ? AND ${own.sql} ORDER BY created_at, id`;
  return (await database.read((sql) => sql.all<CaseRow>(query, id, ...own.values))).map(toCase);
}
