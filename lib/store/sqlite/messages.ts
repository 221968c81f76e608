import { invalid } from "@/lib/errors";
import type {
  FinishReason,
  MessagePart,
  MessageStatus,
  ReplyFailure,
  ReplyTiming,
  Usage,
} from "@/lib/schemas";
import { decodeCursor, encodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { MessageRecord, MessageStore, MessageView, RequestRecord } from "../types";
import type { Database } from "./database";
import { tellOf } from "./deliveries";
import { chatFilter } from "./scope";
import type { Sql } from "./sql";

export type MessageRow = {
  id: string;
  owner_id: string;
  project_id: string;
  chat_id: string;
  parent_id: string | null;
  role: "user" | "assistant";
  status: MessageStatus;
  run_id: string | null;
  model: string | null;
  finish_reason: FinishReason | null;
  config_id: string | null;
  usage: string | null;
  request: string | null;
  feedback: string | null;
  rated_at: number | null;
  timing: string | null;
  failure: string | null;
  created_at: number;
  parts: string;
};

const json = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

export const toMessage = (row: MessageRow): MessageRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  chatId: row.chat_id,
  parentId: row.parent_id,
  role: row.role,
  parts: JSON.parse(row.parts) as MessagePart[],
  status: row.status,
  runId: row.run_id,
  usage: json<Usage>(row.usage),
  model: row.model,
  finishReason: row.finish_reason,
  configId: row.config_id,
  request: json<RequestRecord>(row.request),
  feedback: json<NonNullable<MessageRecord["feedback"]>>(row.feedback),
  ...(row.timing ? { timing: JSON.parse(row.timing) as ReplyTiming } : {}),
  ...(row.failure ? { failure: JSON.parse(row.failure) as ReplyFailure } : {}),
  createdAt: row.created_at,
});

function view(sql: Sql, row: MessageRow): MessageView {
  const query = "SELECT id FROM messages WHERE chat_id = ? AND parent_id IS ? ORDER BY created_at, seq";
  const ids = sql.all<{ id: string }>(query, row.chat_id, row.parent_id).map((sibling) => sibling.id);
  return { ...toMessage(row), siblings: { index: ids.indexOf(row.id), count: ids.length, ids } };
}

/** Walks up from one message, no further than the page needs. CROSS JOIN keeps the order: the walk leads. */
const UPWARDS = `WITH RECURSIVE branch(id, parent_id, height) AS (
    SELECT id, parent_id, 0 FROM messages WHERE id = ? AND chat_id = ?
    UNION ALL
    SELECT above.id, above.parent_id, height + 1 FROM branch
      CROSS JOIN messages above ON above.id = branch.parent_id AND above.chat_id = ? WHERE height + 1 < ?)
  SELECT messages.* FROM branch CROSS JOIN messages ON messages.id = branch.id ORDER BY height`;

/** Walks up from a leaf to one message of its branch; the rows begin with that message. */
const ALONG = `WITH RECURSIVE branch(id, parent_id, height) AS (
    SELECT id, parent_id, 0 FROM messages WHERE id = ? AND chat_id = ?
    UNION ALL
    SELECT above.id, above.parent_id, height + 1 FROM branch
      CROSS JOIN messages above ON above.id = branch.parent_id AND above.chat_id = ? WHERE branch.id <> ?)
  SELECT id FROM branch ORDER BY height DESC LIMIT ?`;

const BELOW = `WITH RECURSIVE below(id) AS (
    SELECT id FROM messages WHERE id = ? AND chat_id = ?
    UNION ALL
    SELECT child.id FROM below CROSS JOIN messages child ON child.chat_id = ? AND child.parent_id = below.id)
  SELECT messages.id FROM below CROSS JOIN messages ON messages.id = below.id
  WHERE NOT EXISTS (SELECT 1 FROM messages child WHERE child.chat_id = ? AND child.parent_id = messages.id)
  ORDER BY messages.created_at DESC, messages.seq DESC LIMIT 1`;

export function messageStore(database: Database): MessageStore {
  const find = (sql: Sql, scope: Parameters<MessageStore["get"]>[0], chatId: string, id: string) => {
    const own = chatFilter(scope, "messages");
    const query = `SELECT * FROM messages WHERE id = ? AND chat_id = ? AND ${own.sql}`;
    return sql.get<MessageRow>(query, id, chatId, ...own.values);
  };

  return {
    get: (scope, chatId, id) =>
      database.read((sql) => {
        const row = find(sql, scope, chatId, id);
        return row ? view(sql, row) : null;
      }),

    branch: (scope, chatId, leafId, { limit, cursor }) =>
      database.read((sql) => {
        if (!find(sql, scope, chatId, leafId)) return { items: [], nextCursor: null };
        const [start] = cursor ? decodeCursor(cursor, ["string"]) : [leafId];
        const rows = sql.all<MessageRow>(UPWARDS, start, chatId, chatId, limit);
        if (rows.length === 0) throw invalid("cursor", "cursor is not valid");
        const above = rows.at(-1)?.parent_id ?? null;
        return {
          items: rows.reverse().map((row) => view(sql, row)),
          nextCursor: above === null ? null : encodeCursor([above]),
        };
      }),

    along: (scope, chatId, leafId, id, steps) =>
      database.read((sql) => {
        if (!find(sql, scope, chatId, leafId)) return null;
        const path = sql.all<{ id: string }>(ALONG, leafId, chatId, chatId, id, steps + 1);
        return path[0]?.id === id ? (path.at(-1)?.id ?? null) : null;
      }),

    // A read here costs no way.
    ahead: async () => {},

    list: (scope, chatId, { limit, cursor }) =>
      database.read((sql) => {
        const own = chatFilter(scope, "messages");
        const [after] = cursor ? decodeCursor(cursor, ["number"]) : [0];
        const query = `SELECT * FROM messages WHERE seq IN
          (SELECT seq FROM messages WHERE chat_id = ? AND seq > ? ORDER BY seq LIMIT ?) AND ${own.sql} ORDER BY seq`;
        const rows = sql.all<MessageRow & { seq: number }>(query, chatId, after, limit + 1, ...own.values);
        return pageOf(rows, limit, toMessage, (_, last) => [last.seq]);
      }),

    leafBelow: (scope, chatId, id) =>
      database.read((sql) => {
        if (!find(sql, scope, chatId, id)) return null;
        return sql.get<{ id: string }>(BELOW, id, chatId, chatId, chatId)?.id ?? null;
      }),

    setFeedback: (scope, chatId, id, feedback, tell) =>
      database.write((sql) => {
        const own = chatFilter(scope, "messages");
        const query = `UPDATE messages SET feedback = ?, rated_at = ? WHERE id = ? AND chat_id = ? AND ${own.sql} RETURNING *`;
        const value = feedback && JSON.stringify(feedback);
        const row = sql.get<MessageRow>(query, value, feedback && Date.now(), id, chatId, ...own.values);
        if (row && tell) tellOf(sql, row.project_id, () => toMessage(row), tell);
        return row ? view(sql, row) : null;
      }),
  };
}
