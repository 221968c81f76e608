import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ProjectRole } from "@/lib/schemas";
import type { InvitationRecord, InvitationStore, Scope } from "../types";
import type { Database } from "./database";
import { projectFilter } from "./scope";
import type { Sql } from "./sql";

type Row = {
  id: string;
  project_id: string;
  email: string | null;
  role: ProjectRole;
  invited_by: string;
  created_at: number;
  expires_at: number;
  accepted_by: string | null;
  accepted_at: number | null;
};

const toInvitation = (row: Row): InvitationRecord => ({
  id: row.id,
  projectId: row.project_id,
  email: row.email,
  role: row.role,
  invitedBy: row.invited_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  acceptedBy: row.accepted_by,
  acceptedAt: row.accepted_at,
});

const OPEN = "project_id = ? AND accepted_by IS NULL AND expires_at > ?";

export function invitationStore(database: Database): InvitationStore {
  const reaches = (sql: Sql, scope: Scope, projectId: string): boolean => {
    const own = projectFilter(scope);
    return (
      sql.get(`SELECT 1 FROM projects WHERE id = ? AND ${own.sql}`, projectId, ...own.values) !== undefined
    );
  };

  return {
    create: (scope, projectId, { tokenHash, ...input }, limit) =>
      database.write((sql) => {
        if (!reaches(sql, scope, projectId)) return null;
        const now = Date.now();
        const open = sql.get<{ n: number }>(
          `SELECT count(*) AS n FROM invitations WHERE ${OPEN}`,
          projectId,
          now,
        );
        if ((open?.n ?? 0) >= limit) throw new AppError("limit_reached");
        const row: Row = {
          id: newId(now),
          project_id: projectId,
          email: input.email,
          role: input.role,
          invited_by: scope.userId,
          created_at: now,
          expires_at: input.expiresAt,
          accepted_by: null,
          accepted_at: null,
        };
        sql.insert("invitations", { ...row, token_hash: tokenHash });
        return toInvitation(row);
      }),

    list: (scope, projectId, now) =>
      database.read((sql) => {
        if (!reaches(sql, scope, projectId)) return [];
        const query = `SELECT * FROM invitations WHERE ${OPEN} ORDER BY created_at DESC, id DESC`;
        return sql.all<Row>(query, projectId, now).map(toInvitation);
      }),

    remove: (scope, projectId, id) =>
      database.write((sql) => {
        if (!reaches(sql, scope, projectId)) return false;
        const query = "DELETE FROM invitations WHERE id = ? AND project_id = ? AND accepted_by IS NULL";
        return sql.run(query, id, projectId) > 0;
      }),

    async findByToken(tokenHash, now) {
      const query = `SELECT invitations.*, owner_id FROM invitations JOIN projects ON projects.id = project_id
        WHERE token_hash = ? AND expires_at > ? AND removed_at IS NULL`;
      const row = await database.read((sql) => sql.get<Row & { owner_id: string }>(query, tokenHash, now));
      return row ? { ...toInvitation(row), ownerId: row.owner_id } : null;
    },

    async accept(id, userId, now) {
      const query = `UPDATE invitations SET accepted_by = ?1, accepted_at = coalesce(accepted_at, ?2)
        WHERE id = ?3 AND (accepted_by IS NULL OR accepted_by = ?1)`;
      return (await database.write((sql) => sql.run(query, userId, now, id))) > 0;
    },
  };
}
