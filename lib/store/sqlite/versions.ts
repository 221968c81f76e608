import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { VersionRecord, VersionStore } from "../types";
import type { Database } from "./database";
import { projectFilter, scopeFilter } from "./scope";

type VersionRow = {
  project_id: string;
  number: number;
  owner_id: string;
  config_id: string;
  author_id: string;
  restored_from: number | null;
  created_at: number;
  summary: string;
  prompts: string;
};

const toVersion = (row: VersionRow): VersionRecord => ({
  projectId: row.project_id,
  number: row.number,
  ownerId: row.owner_id,
  configId: row.config_id,
  authorId: row.author_id,
  restoredFrom: row.restored_from,
  createdAt: row.created_at,
  summary: row.summary,
  prompts: JSON.parse(row.prompts) as VersionRecord["prompts"],
});

export function versionStore(database: Database): VersionStore {
  return {
    put: (scope, version) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        if (!sql.get(project, version.projectId, ...own.values)) return null;
        const row: VersionRow = {
          project_id: version.projectId,
          number: version.number,
          owner_id: scope.ownerId,
          config_id: version.configId,
          author_id: version.authorId,
          restored_from: version.restoredFrom,
          created_at: version.createdAt,
          summary: version.summary,
          prompts: JSON.stringify(version.prompts),
        };
        if (sql.insert("versions", row, "DO NOTHING")) return toVersion(row);
        const present = sql.get<VersionRow>(
          "SELECT * FROM versions WHERE project_id = ? AND number = ?",
          version.projectId,
          version.number,
        );
        return present ? toVersion(present) : null;
      }),

    async get(scope, projectId, number) {
      const own = scopeFilter(scope, "versions");
      const query = `SELECT * FROM versions WHERE project_id = ? AND number = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<VersionRow>(query, projectId, number, ...own.values));
      return row ? toVersion(row) : null;
    },

    async list(scope, projectId, { limit, cursor }) {
      const own = scopeFilter(scope, "versions");
      const after = cursor ? decodeCursor(cursor, ["number"]) : [];
      const query = `SELECT * FROM versions WHERE project_id = ? AND ${own.sql}
        ${cursor ? "AND number < ?" : ""} ORDER BY number DESC LIMIT ?`;
      const rows = await database.read((sql) =>
        sql.all<VersionRow>(query, projectId, ...own.values, ...after, limit + 1),
      );
      return pageOf(rows, limit, toVersion, (last) => [last.number]);
    },
  };
}
