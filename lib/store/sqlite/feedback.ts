import type { MessagePart } from "@/lib/schemas";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { FeedbackStore, RatedMessage } from "../types";
import type { Database } from "./database";
import { type MessageRow, toMessage } from "./messages";
import { chatFilter } from "./scope";

type Row = MessageRow & { rated_at: number; title: string; question: string | null };

const shape = (row: Row): RatedMessage => ({
  message: toMessage(row),
  chatTitle: row.title,
  question: row.question === null ? null : (JSON.parse(row.question) as MessagePart[]),
  ratedAt: row.rated_at,
});

export function feedbackStore(database: Database): FeedbackStore {
  return {
    list: (scope, projectId, { rating, reason, from, to }, { limit, cursor }) =>
      database.read((sql) => {
        const own = chatFilter(scope, "messages");
        const [at, id] = cursor ? decodeCursor(cursor, ["number", "string"]) : [Number.MAX_SAFE_INTEGER, ""];
        const query = `SELECT messages.*, chats.title, asked.parts AS question FROM messages
          JOIN chats ON chats.id = messages.chat_id
          LEFT JOIN messages asked ON asked.id = messages.parent_id AND asked.chat_id = messages.chat_id
          WHERE messages.project_id = ? AND messages.rated_at >= ? AND messages.rated_at < ?
            AND (messages.rated_at, messages.id) < (?, ?)
            AND (? IS NULL OR json_extract(messages.feedback, '$.rating') = ?)
            AND (? IS NULL OR EXISTS (SELECT 1 FROM json_each(messages.feedback, '$.reasons') WHERE value = ?))
            AND ${own.sql}
          ORDER BY messages.rated_at DESC, messages.id DESC LIMIT ?`;
        const rows = sql.all<Row>(
          query,
          projectId,
          from ?? 0,
          to ?? Number.MAX_SAFE_INTEGER,
          at,
          id,
          rating ?? null,
          rating ?? null,
          reason ?? null,
          reason ?? null,
          ...own.values,
          limit + 1,
        );
        return pageOf(rows, limit, shape, (_, last) => [last.rated_at, last.id]);
      }),
  };
}
