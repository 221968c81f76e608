import type { EmbedLink, EmbedSettings } from "@/lib/schemas";
import type { EmbedRecord, EmbedStore, OpenEmbed, Scope, VisitorRecord } from "../types";
import type { Database } from "./database";
import { embedCounts } from "./embed-counts";
import { projectFilter } from "./scope";
import type { Sql } from "./sql";

type Row = {
  project_id: string;
  slug: string | null;
  link_mode: EmbedLink["mode"];
  link_epoch: number;
  password_hash: string | null;
  updated_at: number;
  settings: string;
};
type OpenRow = Row & { owner_id: string; project_name: string };
type VisitorRow = { id: string; project_id: string; via: string; created_at: number; expires_at: number };

const toEmbed = (row: Row): EmbedRecord => ({
  projectId: row.project_id,
  settings: JSON.parse(row.settings) as EmbedSettings,
  link: { mode: row.link_mode, slug: row.slug, hasPassword: row.password_hash !== null },
  linkEpoch: row.link_epoch,
  updatedAt: row.updated_at,
});

const toOpen = (row: OpenRow): OpenEmbed => ({
  ...toEmbed(row),
  ownerId: row.owner_id,
  projectName: row.project_name,
  passwordHash: row.password_hash,
});

const toVisitor = (row: VisitorRow): VisitorRecord => ({
  id: row.id,
  projectId: row.project_id,
  via: row.via,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/** Embeds of projects and owners that are there. */
const OPEN = `SELECT embeds.*, projects.owner_id, projects.name AS project_name FROM embeds
  JOIN projects ON projects.id = embeds.project_id AND projects.removed_at IS NULL
  JOIN users ON users.id = projects.owner_id AND users.disabled = 0`;

export function embedStore(database: Database): EmbedStore {
  const reaches = (sql: Sql, scope: Scope, projectId: string): boolean => {
    const own = projectFilter(scope);
    const query = `SELECT 1 FROM projects WHERE id = ? AND ${own.sql}`;
    return sql.get(query, projectId, ...own.values) !== undefined;
  };
  const read = (sql: Sql, projectId: string) =>
    sql.get<Row>("SELECT * FROM embeds WHERE project_id = ?", projectId);
  const open = (sql: Sql, projectId: string) =>
    sql.get<OpenRow>(`${OPEN} WHERE embeds.project_id = ?`, projectId);

  return {
    ...embedCounts(database, reaches),

    async get(scope, projectId) {
      const row = await database.read((sql) =>
        reaches(sql, scope, projectId) ? read(sql, projectId) : undefined,
      );
      return row ? toEmbed(row) : null;
    },

    put: (scope, projectId, { settings, link, passwordHash, linkEpoch }) =>
      database.write((sql) => {
        if (!reaches(sql, scope, projectId)) return null;
        const holder = sql.get<{ project_id: string }>(
          "SELECT project_id FROM embeds WHERE slug = ?",
          link.slug,
        );
        if (holder && holder.project_id !== projectId) return "taken";
        const row: Row = {
          project_id: projectId,
          slug: link.slug,
          link_mode: link.mode,
          link_epoch: linkEpoch,
          password_hash: passwordHash,
          updated_at: Date.now(),
          settings: JSON.stringify(settings),
        };
        sql.insert(
          "embeds",
          row,
          `(project_id) DO UPDATE SET slug = excluded.slug, link_mode = excluded.link_mode,
            link_epoch = max(link_epoch, excluded.link_epoch), password_hash = excluded.password_hash,
            updated_at = excluded.updated_at, settings = excluded.settings`,
        );
        return toEmbed(read(sql, projectId) ?? row);
      }),

    async find(name) {
      const row = await database.read(
        (sql) => open(sql, name) ?? sql.get<OpenRow>(`${OPEN} WHERE embeds.slug = ?`, name),
      );
      return row ? toOpen(row) : null;
    },

    addVisitor: ({ id, projectId, tokenHash, via, expiresAt }) =>
      database.write((sql) => {
        if (!open(sql, projectId)) return null;
        const row: VisitorRow = {
          id,
          project_id: projectId,
          via,
          created_at: Date.now(),
          expires_at: expiresAt,
        };
        sql.insert("visitors", { ...row, token_hash: tokenHash });
        return toVisitor(row);
      }),

    findVisitor: (id, now) =>
      database.read((sql) => {
        const query = "SELECT * FROM visitors WHERE id = ? AND expires_at > ?";
        const row = sql.get<VisitorRow & { token_hash: string }>(query, id, now);
        const embed = row && open(sql, row.project_id);
        return embed ? { visitor: toVisitor(row), tokenHash: row.token_hash, embed: toOpen(embed) } : null;
      }),

    async touchVisitor(id, expiresAt) {
      const query = "UPDATE visitors SET expires_at = max(expires_at, ?) WHERE id = ? AND expires_at > 0";
      await database.write((sql) => sql.run(query, expiresAt, id));
    },

    endVisitors: (scope, projectId, visitorId) =>
      database.write((sql) => {
        if (!reaches(sql, scope, projectId)) return 0;
        const one = visitorId === undefined ? "" : " AND id = ?";
        const query = `UPDATE visitors SET expires_at = 0 WHERE project_id = ? AND expires_at > 0${one}`;
        return sql.run(query, projectId, ...(visitorId === undefined ? [] : [visitorId]));
      }),

    countVisitors: (scope, projectId, now) =>
      database.read((sql) => {
        if (!reaches(sql, scope, projectId)) return 0;
        const query = "SELECT count(*) AS n FROM visitors WHERE project_id = ? AND expires_at > ?";
        return sql.get<{ n: number }>(query, projectId, now)?.n ?? 0;
      }),

    visitorRatings: (scope, projectId) =>
      database.read((sql) => {
        const sums = { up: 0, down: 0 };
        if (!reaches(sql, scope, projectId)) return sums;
        const rows = sql.all<{ rating: keyof typeof sums; n: number }>(
          `SELECT json_extract(feedback, '$.rating') AS rating, count(*) AS n FROM messages
            JOIN chats ON chats.id = messages.chat_id AND chats.visitor_id IS NOT NULL
              AND chats.removed_at IS NULL
            WHERE messages.project_id = ? AND rated_at IS NOT NULL GROUP BY rating`,
          projectId,
        );
        for (const { rating, n } of rows) sums[rating] = n;
        return sums;
      }),
  };
}
