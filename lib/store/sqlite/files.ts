import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { FileStatus } from "@/lib/schemas";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { FileRecord, FileStore, NewFileRecord, Scope } from "../types";
import type { BodyFiles } from "./bodies";
import type { Database } from "./database";
import { keepSegments } from "./kept-segments";
import type { Removal } from "./removal";
import { bodyFilter, fileFilter, projectFilter } from "./scope";
import { assignments, type Sql } from "./sql";

type FileRow = {
  id: string;
  owner_id: string;
  project_id: string;
  filename: string;
  body_id: string;
  size: number;
  sha256: string;
  mime_type: string;
  provider_file_id: string | null;
  status: FileStatus;
  error: string | null;
  note: string | null;
  progress: number | null;
  passages: number | null;
  chat_id: string | null;
  uploaded_by: string | null;
  created_at: number;
};

const toFile = (row: FileRow): FileRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  filename: row.filename,
  bodyId: row.body_id,
  size: row.size,
  sha256: row.sha256,
  mimeType: row.mime_type,
  providerFileId: row.provider_file_id,
  status: row.status,
  error: row.error,
  note: row.note,
  progress: row.progress,
  passages: row.passages,
  chatId: row.chat_id,
  uploadedBy: row.uploaded_by,
  createdAt: row.created_at,
});

type Rows = Pick<FileStore, "bytesOf" | "create" | "get" | "list" | "keep" | "update" | "remove">;
type Bodies = Pick<FileStore, "putBody" | "readBody" | "discardBody">;

export function fileStore(database: Database, bodies: BodyFiles, removal: Removal): FileStore {
  return { ...bodyMethods(database, bodies, removal), ...rowMethods(database, removal) };
}

function bodyMethods(database: Database, bodies: BodyFiles, removal: Removal): Bodies {
  return {
    async putBody(scope, body, maxBytes) {
      const bodyId = newId();
      const row = { id: bodyId, owner_id: scope.ownerId, project_id: scope.projectId ?? null };
      const pending = { named: 0, complete: 0, size: 0, sha256: "", created_at: Date.now() };
      // The row comes first: whatever happens from here on, the sweep knows of the file.
      await database.write((sql) => sql.insert("bodies", { ...row, ...pending }));
      try {
        const stored = await bodies.write(bodyId, body, maxBytes);
        const query = "UPDATE bodies SET complete = 1, size = ?, sha256 = ?, created_at = ? WHERE id = ?";
        await database.write((sql) => sql.run(query, stored.size, stored.sha256, Date.now(), bodyId));
        return stored;
      } catch (error) {
        await removal.bodies([bodyId]).catch(() => undefined);
        throw error;
      }
    },
    async readBody(scope, bodyId, range) {
      const own = bodyFilter(scope);
      const query = `SELECT size FROM bodies WHERE id = ? AND complete = 1 AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<{ size: number }>(query, bodyId, ...own.values));
      return row ? bodies.read(bodyId, row.size, range) : null;
    },
    async discardBody(scope, bodyId) {
      const own = bodyFilter(scope);
      const query = `SELECT 1 FROM bodies WHERE id = ? AND named = 0 AND ${own.sql}`;
      if (await database.read((sql) => sql.get(query, bodyId, ...own.values))) await removal.bodies([bodyId]);
    },
  };
}

/** Joins the transaction that is open. Null when the body is not there, not whole, or named by another file. */
export function insertFile(
  sql: Sql,
  scope: Scope,
  projectId: string,
  input: NewFileRecord & Partial<Pick<FileRecord, "providerFileId" | "status" | "chatId">>,
): FileRecord | null {
  const own = bodyFilter(scope);
  const name = `UPDATE bodies SET named = 1, project_id = ?
    WHERE id = ? AND named = 0 AND complete = 1 AND ${own.sql}`;
  if (sql.run(name, projectId, input.bodyId, ...own.values) === 0) return null;
  const now = Date.now();
  const row: FileRow = {
    id: newId(now),
    owner_id: scope.ownerId,
    project_id: projectId,
    filename: input.filename,
    body_id: input.bodyId,
    size: input.size,
    sha256: input.sha256,
    mime_type: input.mimeType,
    provider_file_id: input.providerFileId ?? null,
    status: input.status ?? "uploaded",
    error: null,
    note: null,
    progress: null,
    passages: null,
    chat_id: input.chatId ?? null,
    uploaded_by: input.chatId ? scope.userId : null,
    created_at: now,
  };
  sql.insert("files", row);
  return toFile(row);
}

function requirePlace(sql: Sql, projectId: string, ofChat: boolean, limit: number): void {
  const query = `SELECT count(*) AS n FROM files WHERE project_id = ? AND chat_id IS ${ofChat ? "NOT NULL" : "NULL"}`;
  if ((sql.get<{ n: number }>(query, projectId)?.n ?? 0) >= limit) throw new AppError("limit_reached");
}

function rowMethods(database: Database, removal: Removal): Rows {
  return {
    create: (scope, projectId, input, limit) =>
      database.write((sql) => {
        const project = projectFilter(scope);
        const query = `SELECT 1 FROM projects WHERE id = ? AND ${project.sql}`;
        if (!sql.get(query, projectId, ...project.values)) return null;
        requirePlace(sql, projectId, input.chatId !== undefined, limit);
        return insertFile(sql, scope, projectId, input);
      }),

    async get(scope, projectId, id) {
      const own = fileFilter(scope);
      const query = `SELECT * FROM files WHERE id = ? AND project_id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<FileRow>(query, id, projectId, ...own.values));
      return row ? toFile(row) : null;
    },

    bytesOf: (scope) =>
      database.read((sql) => {
        const query = "SELECT coalesce(sum(size), 0) AS bytes FROM files WHERE owner_id = ?";
        return sql.get<{ bytes: number }>(query, scope.ownerId)?.bytes ?? 0;
      }),

    async list(scope, projectId, { limit, cursor, chatId }) {
      const own = fileFilter(scope);
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT * FROM files WHERE project_id = ? AND chat_id IS ? AND ${own.sql}
        ${cursor ? "AND (created_at, id) < (?, ?)" : ""} ORDER BY created_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) =>
        sql.all<FileRow>(query, projectId, chatId ?? null, ...own.values, ...after, limit + 1),
      );
      return pageOf(rows, limit, toFile, (last) => [last.createdAt, last.id]);
    },

    keep: (scope, projectId, id, limit) =>
      database.write((sql) => {
        const own = fileFilter(scope);
        const one = `id = ? AND project_id = ? AND ${own.sql}`;
        const row = sql.get<FileRow>(`SELECT * FROM files WHERE ${one}`, id, projectId, ...own.values);
        if (!row || row.chat_id === null) return row ? toFile(row) : null;
        requirePlace(sql, projectId, false, limit);
        const query = "UPDATE files SET chat_id = NULL, uploaded_by = NULL WHERE id = ? RETURNING *";
        const kept = sql.get<FileRow>(query, id);
        return kept ? toFile(kept) : null;
      }),

    async update(scope, projectId, id, patch) {
      const own = fileFilter(scope);
      const set = assignments({
        status: patch.status,
        error: patch.error,
        provider_file_id: patch.providerFileId,
        mime_type: patch.mimeType,
        note: patch.note,
        progress: patch.progress,
        passages: patch.passages,
      });
      const query = `UPDATE files SET ${set.sql || "id = id"} WHERE id = ? AND project_id = ? AND ${own.sql} RETURNING *`;
      const row = await database.write((sql) =>
        sql.get<FileRow>(query, ...set.values, id, projectId, ...own.values),
      );
      return row ? toFile(row) : null;
    },

    async remove(scope, projectId, id) {
      const own = fileFilter(scope);
      const row = await database.write((sql) => {
        const one = `id = ? AND project_id = ? AND ${own.sql}`;
        if (sql.get(`SELECT 1 FROM files WHERE ${one}`, id, projectId, ...own.values)) keepSegments(sql, id);
        const query = `DELETE FROM files WHERE ${one} RETURNING *`;
        const removed = sql.get<FileRow>(query, id, projectId, ...own.values);
        // Due at once, should the process die before the bytes are gone.
        if (removed)
          sql.run("UPDATE bodies SET named = 0, complete = 0, created_at = 0 WHERE id = ?", removed.body_id);
        return removed;
      });
      if (!row) return null;
      await removal.bodies([row.body_id]);
      return toFile(row);
    },
  };
}
