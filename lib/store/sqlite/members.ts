import { AppError } from "@/lib/errors";
import type { ProjectRole } from "@/lib/schemas";
import type { MemberRecord, MemberStore, Scope } from "../types";
import type { Database } from "./database";
import { projectFilter } from "./scope";
import type { Sql } from "./sql";

type Row = { project_id: string; user_id: string; role: ProjectRole; created_at: number };

const toMember = (row: Row): MemberRecord => ({
  projectId: row.project_id,
  userId: row.user_id,
  role: row.role,
  createdAt: row.created_at,
});

/** Everything that is filtered by the keeper of its project. */
const KEPT = [
  "files",
  "bodies",
  "configs",
  "versions",
  "jobs",
  "segments",
  "releases",
  "publications",
  "kept_segments",
  "test_sets",
  "cases",
  "case_revisions",
  "eval_runs",
  "eval_results",
  "webhooks",
];

export function memberStore(database: Database): MemberStore {
  const keeper = (sql: Sql, scope: Scope, projectId: string) => {
    const own = projectFilter(scope);
    const query = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
    return sql.get<{ owner_id: string }>(query, projectId, ...own.values)?.owner_id;
  };

  return {
    async access(userId, projectId) {
      const query = `SELECT owner_id, CASE owner_id WHEN ?1 THEN 'owner' ELSE role END AS role FROM projects
        LEFT JOIN members ON members.project_id = projects.id AND members.user_id = ?1
        WHERE projects.id = ?2 AND removed_at IS NULL AND (owner_id = ?1 OR role IS NOT NULL)`;
      type Access = { owner_id: string; role: ProjectRole };
      const row = await database.read((sql) => sql.get<Access>(query, userId, projectId));
      return row ? { ownerId: row.owner_id, role: row.role } : null;
    },

    list: (scope, projectId) =>
      database.read((sql) => {
        if (keeper(sql, scope, projectId) === undefined) return [];
        const query = "SELECT * FROM members WHERE project_id = ? ORDER BY created_at, user_id";
        return sql.all<Row>(query, projectId).map(toMember);
      }),

    put: (scope, projectId, { userId, role }, limit) =>
      database.write((sql) => {
        const owner = keeper(sql, scope, projectId);
        if (owner === undefined || owner === userId) return null;
        if (!sql.get("SELECT 1 FROM users WHERE id = ?", userId)) return null;
        const present = "SELECT * FROM members WHERE project_id = ? AND user_id = ?";
        if (!sql.get(present, projectId, userId)) {
          const counted = "SELECT count(*) AS n FROM members WHERE project_id = ?";
          if ((sql.get<{ n: number }>(counted, projectId)?.n ?? 0) >= limit)
            throw new AppError("limit_reached");
        }
        const row: Row = { project_id: projectId, user_id: userId, role, created_at: Date.now() };
        sql.insert("members", row, "(project_id, user_id) DO UPDATE SET role = excluded.role");
        return toMember(sql.get<Row>(present, projectId, userId) ?? row);
      }),

    remove: (scope, projectId, userId) =>
      database.write((sql) => {
        if (keeper(sql, scope, projectId) === undefined) return false;
        return sql.run("DELETE FROM members WHERE project_id = ? AND user_id = ?", projectId, userId) > 0;
      }),

    async shared(scope) {
      if (scope.actor.kind !== "user") return [];
      const query = `SELECT members.*, owner_id FROM members JOIN projects ON projects.id = members.project_id
        WHERE user_id = ? AND removed_at IS NULL ${scope.projectId === undefined ? "" : "AND project_id = ?"}
        ORDER BY members.created_at DESC, project_id DESC`;
      const within = scope.projectId === undefined ? [] : [scope.projectId];
      const rows = await database.read((sql) =>
        sql.all<Row & { owner_id: string }>(query, scope.userId, ...within),
      );
      return rows.map((row) => ({ ...toMember(row), ownerId: row.owner_id }));
    },

    handOver: (scope, projectId, userId) =>
      database.write((sql) => {
        const owner = keeper(sql, scope, projectId);
        if (owner === undefined) return false;
        const membership = "DELETE FROM members WHERE project_id = ? AND user_id = ?";
        if (sql.run(membership, projectId, userId) === 0) return false;
        for (const table of KEPT) {
          sql.run(`UPDATE ${table} SET owner_id = ? WHERE project_id = ?`, userId, projectId);
        }
        // What visitors said to the keeper before is not handed over.
        sql.run("UPDATE visitors SET expires_at = 0 WHERE project_id = ?", projectId);
        // A name that the new keeper has given already makes way for the id.
        sql.run(
          `UPDATE projects SET owner_id = ?1, slug = CASE WHEN EXISTS
            (SELECT 1 FROM projects theirs WHERE theirs.owner_id = ?1 AND theirs.slug = projects.slug)
            THEN id ELSE slug END WHERE id = ?2`,
          userId,
          projectId,
        );
        const row: Row = { project_id: projectId, user_id: owner, role: "owner", created_at: Date.now() };
        sql.insert("members", row);
        return true;
      }),
  };
}
