import type { JobLease, Scope, SegmentBlobKey, SegmentBlobRecord, SegmentStore, SegmentView } from "../types";
import type { Database } from "./database";
import { keepSegments, keptBytes, keptSegments } from "./kept-segments";
import { fileFilter, scopeFilter } from "./scope";
import type { SegmentRow } from "./segment-row";
import type { Sql } from "./sql";

type HeldJob = { owner_id: string; project_id: string; file_id: string };

const toSegment = (row: SegmentRow): SegmentView => ({
  id: row.id,
  projectId: row.project_id,
  fileId: row.file_id,
  filename: row.filename,
  mediaType: row.mime_type,
  format: row.format,
  passages: row.passages,
  totalLength: row.total_length,
  buckets: row.buckets,
  vectors: row.vector_model ? { model: row.vector_model, dimensions: row.vector_dimensions ?? 0 } : null,
});

/** A job goes with its file, so one that is still held has a file. */
function heldJob(sql: Sql, { jobId, lease }: JobLease): HeldJob | undefined {
  const query = "SELECT owner_id, project_id, file_id FROM jobs WHERE id = ? AND lease = ?";
  return sql.get<HeldJob>(query, jobId, lease);
}

const FOUND =
  "SELECT segments.*, files.filename, files.mime_type FROM segments JOIN files ON files.id = segments.file_id";

export function segmentStore(database: Database): SegmentStore {
  return {
    put: (job, segmentId, blobs) =>
      database.write((sql) => {
        const held = heldJob(sql, job);
        if (!held) return false;
        const blank = { live: 0, format: 0, passages: 0, total_length: 0, buckets: 1 };
        sql.insert("segments", { id: segmentId, ...held, ...blank, created_at: Date.now() }, "DO NOTHING");
        const query = `INSERT INTO segment_blobs (segment_id, kind, n, data) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET data = excluded.data`;
        for (const blob of blobs) sql.run(query, segmentId, blob.kind, blob.n, blob.data);
        return true;
      }),

    publish: (job, segment, note) =>
      database.write((sql) => {
        const held = heldJob(sql, job);
        if (!held || held.file_id !== segment.fileId) return false;
        const query = `UPDATE segments SET live = 1, format = ?, passages = ?, total_length = ?, buckets = ?,
          vector_model = ?, vector_dimensions = ? WHERE id = ? AND file_id = ?`;
        const { format, passages, totalLength, buckets, vectors, id } = segment;
        const values = [
          format,
          passages,
          totalLength,
          buckets,
          vectors?.model ?? null,
          vectors?.dimensions ?? null,
        ];
        if (sql.run(query, ...values, id, held.file_id) === 0) return false;
        keepSegments(sql, held.file_id, id);
        sql.run("DELETE FROM segments WHERE file_id = ? AND id <> ?", held.file_id, id);
        sql.run(
          "UPDATE files SET status = 'ready', error = NULL, progress = NULL, note = ?, passages = ? WHERE id = ?",
          note,
          passages,
          held.file_id,
        );
        return true;
      }),

    setVectors: (job, segmentId, vectors) =>
      database.write((sql) => {
        const held = heldJob(sql, job);
        const query =
          "UPDATE segments SET vector_model = ?, vector_dimensions = ? WHERE id = ? AND file_id = ? AND live = 1";
        if (!held) return false;
        return (
          sql.run(query, vectors?.model ?? null, vectors?.dimensions ?? null, segmentId, held.file_id) > 0
        );
      }),

    list: (scope, projectId, ids, chatId = null) =>
      database.read((sql) => {
        const named = ids
          ? namedSegments(sql, scope, projectId, ids)
          : liveSegments(sql, scope, projectId, null);
        return chatId === null ? named : [...named, ...liveSegments(sql, scope, projectId, chatId)];
      }),

    async blobs(scope, projectId, keys) {
      if (keys.length === 0) return [];
      const own = scopeFilter(scope, "segments");
      const allowed = `SELECT id FROM segments WHERE project_id = ? AND live = 1 AND ${own.sql}`;
      const from = (table: string) => `SELECT data FROM ${table} WHERE segment_id = ? AND kind = ? AND n = ?`;
      const [live, kept] = [from("segment_blobs"), from("kept_blobs")];
      return database.read((sql) => {
        const known = new Set(
          sql.all<{ id: string }>(allowed, projectId, ...own.values).map((row) => row.id),
        );
        const others = keys.map((key) => key.segmentId).filter((id) => !known.has(id));
        const old = new Set(keptSegments(sql, scope, projectId, [...new Set(others)]).map(({ id }) => id));
        return keys.flatMap((key): SegmentBlobRecord[] => {
          const query = known.has(key.segmentId) ? live : old.has(key.segmentId) ? kept : null;
          if (!query) return [];
          const row = sql.get<{ data: Uint8Array }>(query, key.segmentId, key.kind, key.n);
          return row ? [{ ...pick(key), data: row.data }] : [];
        });
      });
    },

    kept: (scope, projectId, ids) => database.read((sql) => keptBytes(sql, scope, projectId, ids)),

    async forget(scope, projectId, fileId) {
      const own = scopeFilter(scope, "kept_segments");
      const query = `DELETE FROM kept_segments WHERE project_id = ? AND file_id = ? AND ${own.sql}`;
      await database.write((sql) => sql.run(query, projectId, fileId, ...own.values));
    },

    async duplicate(scope, sha256, exceptFileId) {
      const own = scopeFilter(scope, "segments");
      const query = `${FOUND} WHERE files.owner_id = ? AND files.sha256 = ? AND files.id <> ? AND live = 1 AND ${own.sql}
        ORDER BY files.created_at DESC LIMIT 1`;
      const row = await database.read((sql) =>
        sql.get<SegmentRow>(query, scope.ownerId, sha256, exceptFileId, ...own.values),
      );
      return row ? toSegment(row) : null;
    },
  };
}

function liveSegments(sql: Sql, scope: Scope, projectId: string, chatId: string | null): SegmentView[] {
  const own = fileFilter(scope);
  const query = `${FOUND} WHERE files.project_id = ? AND files.chat_id IS ? AND live = 1 AND ${own.sql}
    ORDER BY files.created_at, files.id`;
  return sql.all<SegmentRow>(query, projectId, chatId, ...own.values).map(toSegment);
}

function namedSegments(sql: Sql, scope: Scope, projectId: string, ids: string[]): SegmentView[] {
  const own = scopeFilter(scope, "segments");
  const query = `${FOUND} WHERE segments.id = ? AND segments.project_id = ? AND live = 1 AND ${own.sql}`;
  const live = ids.flatMap((id) => sql.get<SegmentRow>(query, id, projectId, ...own.values) ?? []);
  const found = new Set(live.map(({ id }) => id));
  const kept = keptSegments(
    sql,
    scope,
    projectId,
    ids.filter((id) => !found.has(id)),
  );
  return [...live, ...kept].map(toSegment);
}

const pick = ({ segmentId, kind, n }: SegmentBlobKey) => ({ segmentId, kind, n });
