import type { Scope } from "../types";
import { scopeFilter } from "./scope";
import type { SegmentRow } from "./segment-row";
import type { Sql } from "./sql";

/**
 * Sets a file's published segment aside where a release names it, before it goes: with its file, or because the file was
 * read anew (`except` is the new one). Joins the transaction that removes it.
 */
export function keepSegments(sql: Sql, fileId: string, except = ""): void {
  const named = sql.all<{ id: string }>(
    `SELECT id FROM segments WHERE file_id = ? AND id <> ? AND live = 1
      AND EXISTS (SELECT 1 FROM release_segments WHERE segment_id = segments.id)`,
    fileId,
    except,
  );
  for (const { id } of named) {
    sql.run(
      `INSERT INTO kept_segments (id, owner_id, project_id, file_id, filename, mime_type, format, passages, total_length,
          buckets, vector_model, vector_dimensions, bytes)
        SELECT segments.id, segments.owner_id, segments.project_id, file_id, filename, mime_type, format, segments.passages,
          total_length, buckets, vector_model, vector_dimensions,
          (SELECT coalesce(sum(length(data)), 0) FROM segment_blobs WHERE segment_id = segments.id)
        FROM segments JOIN files ON files.id = file_id WHERE segments.id = ? ON CONFLICT DO NOTHING`,
      id,
    );
    sql.run(
      `INSERT INTO kept_blobs (segment_id, kind, n, data)
        SELECT segment_id, kind, n, data FROM segment_blobs WHERE segment_id = ? ON CONFLICT DO NOTHING`,
      id,
    );
  }
}

export function keptSegments(sql: Sql, scope: Scope, projectId: string, ids: string[]): SegmentRow[] {
  const own = scopeFilter(scope, "kept_segments");
  const query = `SELECT * FROM kept_segments WHERE id = ? AND project_id = ? AND ${own.sql}`;
  return ids.flatMap((id) => sql.get<SegmentRow>(query, id, projectId, ...own.values) ?? []);
}

export function keptBytes(sql: Sql, scope: Scope, projectId: string, ids: string[]): Map<string, number> {
  const own = scopeFilter(scope, "kept_segments");
  const query = `SELECT bytes FROM kept_segments WHERE id = ? AND project_id = ? AND ${own.sql}`;
  const sizes = new Map<string, number>();
  for (const id of ids) {
    const row = sql.get<{ bytes: number }>(query, id, projectId, ...own.values);
    if (row) sizes.set(id, row.bytes);
  }
  return sizes;
}
