import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { ChatRecord, ChatStore, ChatView, StaleChat } from "../types";
import type { Database } from "./database";
import type { Removal } from "./removal";
import { chatFilter, projectFilter } from "./scope";
import { assignments, type Sql } from "./sql";

type ChatRow = {
  id: string;
  owner_id: string;
  key_id: string | null;
  visitor_id: string | null;
  project_id: string;
  title: string;
  title_source: ChatRecord["titleSource"];
  active_leaf_id: string | null;
  created_at: number;
  updated_at: number;
  activity_at: number;
  running: number;
  variables: string;
  model: string | null;
  effort: ChatRecord["effort"];
  pinned: number;
  archived: number;
  shared_at: number | null;
};

const toChat = (row: ChatRow): ChatView => ({
  id: row.id,
  ownerId: row.owner_id,
  keyId: row.key_id,
  visitorId: row.visitor_id,
  projectId: row.project_id,
  title: row.title,
  titleSource: row.title_source,
  activeLeafId: row.active_leaf_id,
  variables: JSON.parse(row.variables) as ChatRecord["variables"],
  model: row.model,
  effort: row.effort,
  pinned: row.pinned === 1,
  archived: row.archived === 1,
  sharedAt: row.shared_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  activityAt: row.activity_at,
  running: row.running === 1,
});

/** No reply is being generated in it. */
const IDLE = "NOT EXISTS (SELECT 1 FROM runs WHERE runs.chat_id = chats.id AND runs.status = 'active')";
const VIEW = `chats.*, EXISTS (
  SELECT 1 FROM runs WHERE runs.chat_id = chats.id AND runs.status = 'active') AS running`;

/** By somebody who is on the project, in person. */
const SHARED = `shared_at IS NOT NULL AND visitor_id IS NULL AND chats.removed_at IS NULL AND (chats.owner_id = projects.owner_id OR EXISTS
  (SELECT 1 FROM members WHERE members.project_id = projects.id AND members.user_id = chats.owner_id))`;

export function chatStore(database: Database, removal: Removal): ChatStore {
  return {
    async get(scope, id) {
      const own = chatFilter(scope, "chats");
      const query = `SELECT ${VIEW} FROM chats WHERE id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<ChatRow>(query, id, ...own.values));
      return row ? toChat(row) : null;
    },

    async list(scope, projectId, { limit, cursor, pinned, archived }) {
      const own = chatFilter(scope, "chats");
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const marks = [
        ...(pinned === undefined ? [] : [`AND pinned = ${Number(pinned)}`]),
        ...(archived === undefined ? [] : [`AND archived = ${Number(archived)}`]),
      ].join(" ");
      const query = `SELECT ${VIEW} FROM chats WHERE project_id = ? AND ${own.sql} ${marks}
        ${cursor ? "AND (activity_at, id) < (?, ?)" : ""} ORDER BY activity_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) =>
        sql.all<ChatRow>(query, projectId, ...own.values, ...after, limit + 1),
      );
      return pageOf(rows, limit, toChat, (last) => [last.activityAt, last.id]);
    },

    async recent(scope, limit) {
      const own = chatFilter(scope, "chats");
      // The owner leads here; of those being removed few stand in the way.
      const query = `SELECT ${VIEW} FROM chats WHERE chats.owner_id = ? AND archived = 0 AND ${own.sql}
        ORDER BY activity_at DESC, id DESC LIMIT ?`;
      const values = [scope.userId, ...own.values, limit];
      return (await database.read((sql) => sql.all<ChatRow>(query, ...values))).map(toChat);
    },

    update: (scope, id, patch) =>
      database.write((sql) => {
        const own = chatFilter(scope, "chats");
        const query = `SELECT ${VIEW} FROM chats WHERE id = ? AND ${own.sql}`;
        const read = () => sql.get<ChatRow>(query, id, ...own.values);
        const present = read();
        if (!present) return null;
        if (patch.activeLeafId !== undefined && !messageInChat(sql, id, patch.activeLeafId)) return null;
        const retitle =
          patch.title !== undefined && (patch.titleSource !== "model" || present.title_source === "first");
        const set = assignments({
          title: retitle ? patch.title : undefined,
          title_source: retitle ? (patch.titleSource ?? "manual") : undefined,
          updated_at: retitle ? Date.now() : undefined,
          active_leaf_id: patch.activeLeafId,
          variables: patch.variables && JSON.stringify(patch.variables),
          model: patch.model,
          effort: patch.effort,
          pinned: patch.pinned === undefined ? undefined : Number(patch.pinned),
          archived: patch.archived === undefined ? undefined : Number(patch.archived),
          shared_at: patch.sharedAt,
        });
        if (set.values.length > 0) sql.run(`UPDATE chats SET ${set.sql} WHERE id = ?`, ...set.values, id);
        const row = read();
        return row ? toChat(row) : null;
      }),

    async sharedIn(scope, projectId, { limit, cursor }) {
      if (scope.actor.kind !== "user") return { items: [], nextCursor: null };
      const own = projectFilter(scope);
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT chats.*, 0 AS running FROM chats JOIN projects ON projects.id = project_id
        WHERE project_id = ? AND ${own.sql} AND ${SHARED}
        ${cursor ? "AND (shared_at, chats.id) < (?, ?)" : ""} ORDER BY shared_at DESC, chats.id DESC LIMIT ?`;
      const values = [projectId, ...own.values, ...after, limit + 1];
      const rows = await database.read((sql) => sql.all<ChatRow>(query, ...values));
      return pageOf(rows, limit, toChat, (last) => [last.sharedAt ?? 0, last.id]);
    },

    async sharedChat(scope, projectId, id) {
      if (scope.actor.kind !== "user") return null;
      const own = projectFilter(scope);
      const query = `SELECT chats.*, 0 AS running FROM chats JOIN projects ON projects.id = project_id
        WHERE chats.id = ? AND project_id = ? AND ${own.sql} AND ${SHARED}`;
      const row = await database.read((sql) => sql.get<ChatRow>(query, id, projectId, ...own.values));
      return row ? toChat(row) : null;
    },

    move: (scope, id, toProjectId) =>
      database.write((sql) => {
        const own = chatFilter(scope, "chats");
        const query = `SELECT ${VIEW} FROM chats WHERE id = ? AND ${own.sql}`;
        const row = sql.get<ChatRow>(query, id, ...own.values);
        if (!row) return null;
        if (row.running === 1) return "run_active";
        if (sql.get("SELECT 1 FROM files WHERE chat_id = ?", id)) return "files";
        const now = Date.now();
        for (const table of ["runs", "shares", "answers"]) {
          sql.run(`UPDATE ${table} SET project_id = ? WHERE chat_id = ?`, toProjectId, id);
        }
        sql.run(
          "UPDATE messages SET project_id = ?, config_id = NULL, request = NULL WHERE chat_id = ?",
          toProjectId,
          id,
        );
        sql.run(
          "UPDATE chats SET project_id = ?, model = NULL, variables = '{}', shared_at = NULL, updated_at = ? WHERE id = ?",
          toProjectId,
          now,
          id,
        );
        return "moved";
      }),

    remove(scope, id) {
      const own = chatFilter(scope, "chats");
      return removal.chat(id, own.sql, ...own.values);
    },

    async stale(before, limit) {
      const query = `SELECT id, owner_id AS ownerId, key_id AS keyId, visitor_id AS visitorId, project_id AS projectId
        FROM chats WHERE activity_at < ? AND removed_at IS NULL AND ${IDLE} ORDER BY activity_at LIMIT ?`;
      const rows = await database.read((sql) => sql.all<StaleChat>(query, before, limit));
      return rows.map((row) => ({ ...row }));
    },

    expire: (id, before) => removal.chat(id, `activity_at < ? AND ${IDLE}`, before),
  };
}

export function messageInChat(sql: Sql, chatId: string, id: string): boolean {
  return sql.get("SELECT 1 FROM messages WHERE id = ? AND chat_id = ?", id, chatId) !== undefined;
}
