import { AppError } from "@/lib/errors";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { Page, PageRequest, PublicationRecord, ReleaseRecord, ReleaseStore } from "../types";
import type { Database } from "./database";
import { projectFilter, scopeFilter } from "./scope";
import type { Sql } from "./sql";

type ReleaseRow = {
  project_id: string;
  number: number;
  owner_id: string;
  author_id: string;
  config_id: string;
  fingerprint: string;
  created_at: number;
  note: string;
  content: string;
};
type Content = Pick<ReleaseRecord, "prompts" | "settings" | "files">;
type PublicationRow = {
  project_id: string;
  seq: number;
  owner_id: string;
  kind: PublicationRecord["kind"];
  release: number | null;
  previous: number | null;
  author_id: string;
  reason: string | null;
  run_id: string | null;
  created_at: number;
};

const toRelease = (row: ReleaseRow): ReleaseRecord => ({
  ownerId: row.owner_id,
  projectId: row.project_id,
  number: row.number,
  note: row.note,
  authorId: row.author_id,
  configId: row.config_id,
  fingerprint: row.fingerprint,
  ...(JSON.parse(row.content) as Content),
  createdAt: row.created_at,
});

const toPublication = (row: PublicationRow): PublicationRecord => ({
  ownerId: row.owner_id,
  projectId: row.project_id,
  seq: row.seq,
  kind: row.kind,
  release: row.release,
  previous: row.previous,
  authorId: row.author_id,
  reason: row.reason,
  runId: row.run_id,
  createdAt: row.created_at,
});

export function releaseStore(database: Database): ReleaseStore {
  return {
    create: (scope, { projectId, note, authorId, configId, fingerprint, prompts, settings, files }, limit) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        const found = sql.get<{ owner_id: string }>(project, projectId, ...own.values);
        if (!found) return null;
        const last = sql.get<{ n: number }>(
          "SELECT coalesce(max(number), 0) AS n FROM releases WHERE project_id = ?",
          projectId,
        );
        const number = (last?.n ?? 0) + 1;
        if (number > limit) throw new AppError("limit_reached");
        const row: ReleaseRow = {
          project_id: projectId,
          number,
          owner_id: found.owner_id,
          author_id: authorId,
          config_id: configId,
          fingerprint,
          created_at: Date.now(),
          note,
          content: JSON.stringify({ prompts, settings, files } satisfies Content),
        };
        sql.insert("releases", row);
        for (const { segmentId } of files) {
          if (segmentId)
            sql.insert("release_segments", { segment_id: segmentId, project_id: projectId, number });
        }
        return toRelease(row);
      }),

    async get(scope, projectId, number) {
      const own = scopeFilter(scope, "releases");
      const query = `SELECT * FROM releases WHERE project_id = ? AND number = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<ReleaseRow>(query, projectId, number, ...own.values));
      return row ? toRelease(row) : null;
    },

    async list(scope, projectId, page) {
      const own = scopeFilter(scope, "releases");
      const rows = await readPage<ReleaseRow>(database, "releases", "number", own, projectId, page);
      return { items: rows.items.map(toRelease), nextCursor: rows.nextCursor };
    },

    async current(scope, projectId) {
      const own = scopeFilter(scope, "publications");
      const query = `SELECT * FROM publications WHERE project_id = ? AND ${own.sql} ORDER BY seq DESC LIMIT 1`;
      const row = await database.read((sql) => sql.get<PublicationRow>(query, projectId, ...own.values));
      return row ? toPublication(row) : null;
    },

    async live(scope, projectIds) {
      const own = scopeFilter(scope, "publications");
      const query = `SELECT release FROM publications WHERE project_id = ? AND ${own.sql} ORDER BY seq DESC LIMIT 1`;
      return database.read((sql) => {
        const live = new Map<string, number>();
        for (const id of projectIds) {
          const row = sql.get<{ release: number | null }>(query, id, ...own.values);
          if (row?.release != null) live.set(id, row.release);
        }
        return live;
      });
    },

    publish: (scope, publication) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        const found = sql.get<{ owner_id: string }>(project, publication.projectId, ...own.values);
        if (!found) return "missing";
        if (lastSeq(sql, publication.projectId) !== publication.seq - 1) return "stale";
        const row: PublicationRow = {
          project_id: publication.projectId,
          seq: publication.seq,
          owner_id: found.owner_id,
          kind: publication.kind,
          release: publication.release,
          previous: publication.previous,
          author_id: publication.authorId,
          reason: publication.reason,
          run_id: publication.runId,
          created_at: Date.now(),
        };
        sql.insert("publications", row);
        return toPublication(row);
      }),

    async published(scope, projectId, numbers) {
      const own = scopeFilter(scope, "publications");
      if (numbers.length === 0) return [];
      const among = numbers.map(() => "?").join(", ");
      const query = `SELECT * FROM publications WHERE project_id = ? AND ${own.sql} AND kind = 'publish'
        AND release IN (${among})`;
      const rows = await database.read((sql) =>
        sql.all<PublicationRow>(query, projectId, ...own.values, ...numbers),
      );
      return rows.map(toPublication);
    },

    async publications(scope, projectId, page) {
      const own = scopeFilter(scope, "publications");
      const rows = await readPage<PublicationRow>(database, "publications", "seq", own, projectId, page);
      return { items: rows.items.map(toPublication), nextCursor: rows.nextCursor };
    },
  };
}

function lastSeq(sql: Sql, projectId: string): number {
  const query = "SELECT coalesce(max(seq), 0) AS n FROM publications WHERE project_id = ?";
  return sql.get<{ n: number }>(query, projectId)?.n ?? 0;
}

async function readPage<Row extends object>(
  database: Database,
  table: string,
  key: keyof Row & string,
  own: { sql: string; values: string[] },
  projectId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Row>> {
  const below = cursor ? decodeCursor(cursor, ["number"]) : [];
  const query = `SELECT * FROM ${table} WHERE project_id = ? AND ${own.sql} ${cursor ? `AND ${key} < ?` : ""}
    ORDER BY ${key} DESC LIMIT ?`;
  const rows = await database.read((sql) =>
    sql.all<Row>(query, projectId, ...own.values, ...below, limit + 1),
  );
  return pageOf(
    rows,
    limit,
    (row) => row,
    (last) => [last[key] as number],
  );
}
