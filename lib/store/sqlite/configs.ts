import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { ConfigRecord, ConfigStore } from "../types";
import type { Database } from "./database";
import { projectFilter, scopeFilter } from "./scope";

type ConfigRow = {
  project_id: string;
  id: string;
  owner_id: string;
  version: number;
  created_at: number;
  content: string;
};
type Content = Pick<ConfigRecord, "prompts" | "settings" | "files">;

const toConfig = (row: ConfigRow): ConfigRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  version: row.version,
  ...(JSON.parse(row.content) as Content),
  createdAt: row.created_at,
});

export function configStore(database: Database): ConfigStore {
  return {
    put: (scope, { id, projectId, version, prompts, settings, files }) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        if (!sql.get(project, projectId, ...own.values)) return null;
        const row: ConfigRow = {
          project_id: projectId,
          id,
          owner_id: scope.ownerId,
          version,
          created_at: Date.now(),
          content: JSON.stringify({ prompts, settings, files } satisfies Content),
        };
        if (sql.insert("configs", row, "DO NOTHING")) return toConfig(row);
        const present = sql.get<ConfigRow>(
          "SELECT * FROM configs WHERE project_id = ? AND id = ?",
          projectId,
          id,
        );
        return present ? toConfig(present) : null;
      }),

    async get(scope, projectId, id) {
      const own = scopeFilter(scope, "configs");
      const query = `SELECT * FROM configs WHERE project_id = ? AND id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<ConfigRow>(query, projectId, id, ...own.values));
      return row ? toConfig(row) : null;
    },

    async list(scope, projectId, { limit, cursor }) {
      const own = scopeFilter(scope, "configs");
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT * FROM configs WHERE project_id = ? AND ${own.sql}
        ${cursor ? "AND (created_at, id) < (?, ?)" : ""} ORDER BY created_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) =>
        sql.all<ConfigRow>(query, projectId, ...own.values, ...after, limit + 1),
      );
      return pageOf(rows, limit, toConfig, (last) => [last.createdAt, last.id]);
    },
  };
}
