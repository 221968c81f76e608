import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ProjectColor, Settings } from "@/lib/schemas";
import { decodeCursor } from "../cursor";
import { fold } from "../fold";
import { pageOf } from "../paging";
import { slugsFor } from "../slug";
import type { ProjectRecord, ProjectStore, ProjectSummaryRecord, PromptRecord, Scope } from "../types";
import type { Database } from "./database";
import { insertFile } from "./files";
import type { Removal } from "./removal";
import { projectFilter, sharedFilter } from "./scope";
import { assignments, type Sql } from "./sql";

type ProjectRow = {
  id: string;
  owner_id: string;
  slug: string;
  name: string;
  description: string;
  icon: string | null;
  color: ProjectColor | null;
  settings: string;
  version: number;
  prompt_count: number;
  created_at: number;
  updated_at: number;
  activity_at: number;
  folded: string;
  prompts: string;
};
type SummaryRow = Omit<ProjectRow, "prompts" | "folded"> & { file_count: number; chat_count: number };

const base = (row: Omit<ProjectRow, "prompts" | "folded">) => ({
  id: row.id,
  ownerId: row.owner_id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  icon: row.icon,
  color: row.color,
  settings: JSON.parse(row.settings) as Settings,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  activityAt: row.activity_at,
});

const toProject = (row: ProjectRow): ProjectRecord => ({
  ...base(row),
  prompts: JSON.parse(row.prompts) as PromptRecord[],
});

const toSummary = (row: SummaryRow): ProjectSummaryRecord => ({
  ...base(row),
  promptCount: row.prompt_count,
  fileCount: row.file_count,
  chatCount: row.chat_count,
});

const searchText = (name: string, description: string) => fold(`${name}\n${description}`);

const SUMMARY = `id, owner_id, slug, name, description, icon, color, settings, version, prompt_count, created_at, updated_at, activity_at,
  (SELECT count(*) FROM files WHERE files.project_id = projects.id AND chat_id IS NULL) AS file_count,
  (SELECT count(*) FROM chats WHERE chats.project_id = projects.id AND chats.owner_id = ?
    AND visitor_id IS NULL AND chats.removed_at IS NULL) AS chat_count`;

/** Within the transaction that takes it. */
function freeSlug(sql: Sql, scope: Scope, name: string): string {
  for (const slug of slugsFor(name)) {
    if (!sql.get("SELECT 1 FROM projects WHERE owner_id = ? AND slug = ?", scope.ownerId, slug)) return slug;
  }
  throw new Error("There are slugs without end.");
}

export function projectStore(database: Database, removal: Removal): ProjectStore {
  return {
    create: (
      scope,
      { name, description, icon = null, color = null, settings, prompts = [], files = [] },
      limit,
    ) =>
      database.write((sql) => {
        // A credential for one project makes no others.
        if (scope.projectId !== undefined) throw notFound("Project");
        // An account may be deleted while an import for it is under way.
        if (!sql.get("SELECT 1 FROM users WHERE id = ?", scope.ownerId)) throw notFound("Account");
        const owned = "SELECT count(*) AS n FROM projects WHERE owner_id = ? AND removed_at IS NULL";
        if ((sql.get<{ n: number }>(owned, scope.ownerId)?.n ?? 0) >= limit)
          throw new AppError("limit_reached");
        const now = Date.now();
        const row: ProjectRow = {
          id: newId(now),
          owner_id: scope.ownerId,
          slug: freeSlug(sql, scope, name),
          name,
          description,
          icon,
          color,
          settings: JSON.stringify(settings),
          version: 1,
          prompt_count: prompts.length,
          created_at: now,
          updated_at: now,
          activity_at: now,
          folded: searchText(name, description),
          prompts: JSON.stringify(prompts),
        };
        sql.insert("projects", row);
        for (const file of files) {
          if (!insertFile(sql, scope, row.id, file)) throw notFound("File");
        }
        return toProject(row);
      }),

    async get(scope, id) {
      const own = projectFilter(scope);
      const query = `SELECT * FROM projects WHERE id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<ProjectRow>(query, id, ...own.values));
      return row ? toProject(row) : null;
    },

    async getBySlug(scope, slug) {
      const own = projectFilter(scope);
      const query = `SELECT * FROM projects WHERE slug = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<ProjectRow>(query, slug, ...own.values));
      return row ? toProject(row) : null;
    },

    async list(scope, { limit, cursor, q, shared = false }) {
      const own = shared ? sharedFilter(scope) : projectFilter(scope);
      const where = [own.sql];
      const values: (string | number)[] = [scope.userId, ...own.values];
      if (q) {
        where.push("instr(folded, ?) > 0");
        values.push(fold(q));
      }
      if (cursor) {
        where.push("(activity_at, id) < (?, ?)");
        values.push(...decodeCursor(cursor, ["number", "string"]));
      }
      const query = `SELECT ${SUMMARY} FROM projects WHERE ${where.join(" AND ")}
        ORDER BY activity_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) => sql.all<SummaryRow>(query, ...values, limit + 1));
      return pageOf(rows, limit, toSummary, (last) => [last.activityAt, last.id]);
    },

    update: (scope, id, expectedVersion, patch) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const now = Date.now();
        const present = sql.get<Pick<ProjectRow, "name" | "description" | "version">>(
          `SELECT name, description, version FROM projects WHERE id = ? AND ${own.sql}`,
          id,
          ...own.values,
        );
        if (!present) return "missing";
        if (present.version !== expectedVersion) return "stale";
        const set = assignments({
          name: patch.name,
          description: patch.description,
          icon: patch.icon,
          color: patch.color,
          settings: patch.settings && JSON.stringify(patch.settings),
          prompts: patch.prompts && JSON.stringify(patch.prompts),
          prompt_count: patch.prompts?.length,
          folded: searchText(patch.name ?? present.name, patch.description ?? present.description),
        });
        const row = sql.get<ProjectRow>(
          `UPDATE projects SET ${set.sql}, version = version + 1, updated_at = max(updated_at, ?),
            activity_at = max(activity_at, ?) WHERE id = ? RETURNING *`,
          ...set.values,
          now,
          now,
          id,
        );
        return row ? toProject(row) : "missing";
      }),

    async pins(scope) {
      const query = "SELECT project_id FROM project_pins WHERE user_id = ?";
      const rows = await database.read((sql) => sql.all<{ project_id: string }>(query, scope.userId));
      return rows.map((row) => row.project_id);
    },

    pin: (scope, id, pinned, limit) =>
      database.write((sql) => {
        sql.run("DELETE FROM project_pins WHERE user_id = ? AND project_id = ?", scope.userId, id);
        if (!pinned) return;
        const count = "SELECT count(*) AS n FROM project_pins WHERE user_id = ?";
        if ((sql.get<{ n: number }>(count, scope.userId)?.n ?? 0) >= limit)
          throw new AppError("limit_reached");
        const own = projectFilter(scope);
        const insert = `INSERT INTO project_pins SELECT ?, id FROM projects WHERE id = ? AND ${own.sql}`;
        sql.run(insert, scope.userId, id, ...own.values);
      }),

    async touch(scope, id, at) {
      const own = projectFilter(scope);
      const query = `UPDATE projects SET activity_at = max(activity_at, ?) WHERE id = ? AND ${own.sql}`;
      await database.write((sql) => sql.run(query, at, id, ...own.values));
    },

    remove: (scope, id) => removal.project(scope, id),
  };
}
