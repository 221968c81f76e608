import { newId } from "@/lib/ids";
import type { JobKind, JobRecord, JobStore } from "../types";
import type { Database } from "./database";
import { fileFilter } from "./scope";
import type { Sql } from "./sql";

type JobRow = {
  id: string;
  owner_id: string;
  project_id: string;
  file_id: string;
  kind: JobKind;
  attempts: number;
  created_at: number;
};

const toJob = (row: JobRow): JobRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  fileId: row.file_id,
  kind: row.kind,
  attempts: row.attempts,
  createdAt: row.created_at,
});

const DUE = `SELECT jobs.* FROM jobs LEFT JOIN job_turns ON job_turns.owner_id = jobs.owner_id
  WHERE ((lease IS NULL AND run_after <= ?1) OR (lease IS NOT NULL AND lease_until < ?1))
    AND EXISTS (SELECT 1 FROM projects WHERE projects.id = jobs.project_id AND removed_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM jobs other
      WHERE other.project_id = jobs.project_id AND other.lease IS NOT NULL AND other.lease_until >= ?1)
  ORDER BY coalesce(turn, 0), created_at, id LIMIT 1`;

export function jobStore(database: Database): JobStore {
  return {
    enqueue(scope, projectId, fileId, kind, now) {
      const own = fileFilter(scope);
      const query = `SELECT 1 FROM files WHERE id = ? AND project_id = ? AND ${own.sql}`;
      return database.write((sql) => {
        if (!sql.get(query, fileId, projectId, ...own.values)) return false;
        enqueue(sql, { ownerId: scope.ownerId, projectId, fileId, kind, now });
        return true;
      });
    },

    claim: ({ lease, leaseUntil, now }) =>
      database.write((sql) => {
        const row = sql.get<JobRow>(DUE, now);
        if (!row) return null;
        const query = `UPDATE jobs SET lease = ?, lease_until = ?, attempts = attempts + 1 WHERE id = ? RETURNING *`;
        const taken = sql.get<JobRow>(query, lease, leaseUntil, row.id);
        sql.run(
          `INSERT INTO job_turns (owner_id, turn) SELECT ?, coalesce(max(turn), 0) + 1 FROM job_turns WHERE true
            ON CONFLICT DO UPDATE SET turn = excluded.turn`,
          row.owner_id,
        );
        const file = sql.get<{ by: string | null }>(
          "SELECT uploaded_by AS by FROM files WHERE id = ?",
          row.file_id,
        );
        return taken ? { ...toJob(taken), uploadedBy: file?.by ?? null } : null;
      }),

    renew: ({ jobId, lease }, leaseUntil) =>
      database.write(
        (sql) =>
          sql.run("UPDATE jobs SET lease_until = ? WHERE id = ? AND lease = ?", leaseUntil, jobId, lease) > 0,
      ),

    release: ({ jobId, lease }, runAfter, uncounted = false) =>
      database.write((sql) =>
        runAfter === null
          ? sql.run("DELETE FROM jobs WHERE id = ? AND lease = ?", jobId, lease) > 0
          : sql.run(
              "UPDATE jobs SET lease = NULL, lease_until = 0, run_after = ?, attempts = attempts - ? WHERE id = ? AND lease = ?",
              runAfter,
              uncounted ? 1 : 0,
              jobId,
              lease,
            ) > 0,
      ),

    async nextDue() {
      const query = `SELECT min(at) AS at FROM (SELECT min(run_after) AS at FROM jobs WHERE lease IS NULL
        UNION ALL SELECT min(lease_until) FROM jobs WHERE lease IS NOT NULL)`;
      return (await database.read((sql) => sql.get<{ at: number | null }>(query)))?.at ?? null;
    },

    adopt: (uploadedBefore, limit, now) =>
      database.write((sql) => {
        const stranded = sql.all<Adopted>(
          `SELECT id, owner_id, project_id FROM files
            WHERE status IN ('uploaded', 'reading', 'indexing') AND created_at < ?
              AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.file_id = files.id AND jobs.kind = 'read') LIMIT ?`,
          uploadedBefore,
          limit,
        );
        for (const file of stranded) adopt(sql, file, "read", now);
        return stranded.length;
      }),

    adoptUnembedded: (model, limit, now) =>
      database.write((sql) => {
        const without = sql.all<Adopted>(
          `SELECT file_id AS id, owner_id, project_id FROM segments
            WHERE live = 1 AND passages > 0 AND (vector_model IS NULL OR vector_model < ?1 OR vector_model > ?1)
              AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.file_id = segments.file_id AND jobs.kind = 'embed')
              AND EXISTS (SELECT 1 FROM files WHERE files.id = segments.file_id) LIMIT ?2`,
          model,
          limit,
        );
        for (const file of without) adopt(sql, file, "embed", now);
        return without.length;
      }),

    adoptOutdated: (format, limit, now) =>
      database.write((sql) => {
        const outdated = sql.all<Adopted>(
          `SELECT file_id AS id, segments.owner_id, segments.project_id FROM segments
            JOIN files ON files.id = segments.file_id AND files.status = 'ready'
            WHERE live = 1 AND segments.passages > 0 AND format < ?
              AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.file_id = segments.file_id AND jobs.kind = 'read') LIMIT ?`,
          format,
          limit,
        );
        for (const file of outdated) adopt(sql, file, "read", now);
        return outdated.length;
      }),
  };
}

type Adopted = { id: string; owner_id: string; project_id: string };

function adopt(sql: Sql, file: Adopted, kind: JobKind, now: number): void {
  enqueue(sql, { ownerId: file.owner_id, projectId: file.project_id, fileId: file.id, kind, now });
}

type NewJob = { ownerId: string; projectId: string; fileId: string; kind: JobKind; now: number };

function enqueue(sql: Sql, { ownerId, projectId, fileId, kind, now }: NewJob): void {
  const row = {
    id: newId(now),
    owner_id: ownerId,
    project_id: projectId,
    file_id: fileId,
    kind,
    attempts: 0,
  };
  sql.insert(
    "jobs",
    { ...row, run_after: now, lease: null, lease_until: 0, created_at: now },
    "(file_id, kind) DO UPDATE SET run_after = excluded.run_after, attempts = 0 WHERE lease IS NULL",
  );
}
