import { invalid } from "@/lib/errors";
import type { MessagePart } from "@/lib/schemas";
import { decodeCursor, encodeCursor } from "../cursor";
import { searchPrompts } from "../prompt-search";
import { messageSearchText, type SearchPhrase, searchExtract, searchPhrases } from "../search-text";
import type { ContentHits, MessageRecord, PromptRecord, Scope, SearchHit, SearchStore } from "../types";
import type { Database } from "./database";
import { chatFilter, projectFilter, scopeFilter } from "./scope";
import type { Sql } from "./sql";

type TitleRow = { id: string; project_id: string; title: string; activity_at: number };
type MessageRow = TitleRow & {
  seq: number;
  message_id: string;
  role: MessageRecord["role"];
  created_at: number;
  parts: string;
};

const NEWEST = Number.MAX_SAFE_INTEGER;
/** Titles end, messages begin. */
const FIRST_MESSAGE = encodeCursor(["messages", NEWEST, ""]);

const chatOf = (row: TitleRow) => ({
  id: row.id,
  projectId: row.project_id,
  title: row.title,
  activityAt: row.activity_at,
});

export function searchStore(database: Database): SearchStore {
  return {
    query: (scope, q, { limit, cursor }) =>
      database.read((sql) => {
        const [part, key, id] = cursor
          ? decodeCursor(cursor, ["string", "number", "string"])
          : (["titles", NEWEST, ""] as const);
        if (part !== "titles" && part !== "messages") throw invalid("cursor", "cursor is not valid");
        const phrases = searchPhrases(q);
        if (phrases.length === 0) return { items: [], nextCursor: null };

        const titles = part === "titles" ? findTitles(sql, scope, phrases, { key, id }, limit + 1) : [];
        const items = titles.slice(0, limit).map((row) => titleHit(row, phrases));
        const last = items.at(-1);
        if (titles.length > limit && last) {
          return { items, nextCursor: encodeCursor(["titles", last.chat.activityAt, last.chat.id]) };
        }
        const remaining = limit - items.length;
        const messages = findMessages(sql, scope, phrases, part === "messages" ? key : NEWEST, remaining + 1);
        items.push(...messages.slice(0, remaining).map((row) => messageHit(row, phrases)));
        if (messages.length <= remaining) return { items, nextCursor: null };
        const end = messages[remaining - 1];
        return { items, nextCursor: end ? encodeCursor(["messages", end.seq, ""]) : FIRST_MESSAGE };
      }),

    async contents(scope, q, limit) {
      const phrases = searchPhrases(q);
      if (phrases.length === 0) return { files: [], prompts: [] };
      return {
        files: await database.read((sql) => findFiles(sql, scope, phrases, limit)),
        prompts: await searchPrompts(projectsOf(database, scope), phrases, limit),
      };
    },
  };
}

/** Every phrase occurs in what `search_index` makes of a column. */
const occurs = (column: string, phrases: SearchPhrase[]) =>
  phrases.map(() => `instr(search_index(${column}), ?) > 0`).join(" AND ");
const indexed = (phrases: SearchPhrase[]) => phrases.map((phrase) => ` ${phrase.join(" ")}`);

function findFiles(sql: Sql, scope: Scope, phrases: SearchPhrase[], limit: number): ContentHits["files"] {
  const own = scopeFilter(scope, "files");
  const query = `SELECT id, project_id AS projectId, filename FROM files WHERE files.owner_id = ? AND chat_id IS NULL
    AND ${own.sql} AND ${occurs("filename", phrases)} ORDER BY created_at DESC, id DESC LIMIT ?`;
  return sql
    .all<ContentHits["files"][number]>(query, scope.ownerId, ...own.values, ...indexed(phrases), limit)
    .map(({ id, projectId, filename }) => ({ id, projectId, filename }));
}

/** Project by project, each read by a statement of its own: what all of them hold may be a hundred megabytes. */
async function* projectsOf(database: Database, scope: Scope) {
  const own = projectFilter(scope);
  const list = `SELECT id FROM projects WHERE ${own.sql} ORDER BY activity_at DESC, id DESC`;
  const one = `SELECT prompts FROM projects WHERE id = ? AND ${own.sql}`;
  const ids = await database.read((sql) => sql.all<{ id: string }>(list, ...own.values));
  for (const { id } of ids) {
    const row = await database.read((sql) => sql.get<{ prompts: string }>(one, id, ...own.values));
    if (row) yield { id, prompts: JSON.parse(row.prompts) as PromptRecord[] };
  }
}

function findTitles(
  sql: Sql,
  scope: Scope,
  phrases: SearchPhrase[],
  after: { key: number; id: string },
  limit: number,
): TitleRow[] {
  const own = chatFilter(scope, "chats");
  const all = phrases.map(() => "instr(title_index, ?) > 0").join(" AND ");
  const query = `SELECT id, project_id, title, activity_at FROM chats
    WHERE chats.owner_id = ? AND ${own.sql} AND (activity_at, id) < (?, ?) AND ${all} ORDER BY activity_at DESC, id DESC LIMIT ?`;
  const wanted = phrases.map((phrase) => ` ${phrase.join(" ")}`);
  return sql.all<TitleRow>(query, scope.userId, ...own.values, after.key, after.id, ...wanted, limit);
}

function findMessages(
  sql: Sql,
  scope: Scope,
  phrases: SearchPhrase[],
  before: number,
  limit: number,
): MessageRow[] {
  const own = chatFilter(scope, "messages");
  const query = `SELECT messages.seq, messages.id AS message_id, messages.role, messages.created_at, messages.parts,
      chats.id, chats.project_id, chats.title, chats.activity_at
    FROM message_search JOIN messages ON messages.seq = message_search.rowid
      JOIN chats ON chats.id = messages.chat_id
    WHERE message_search MATCH ? AND message_search.rowid < ? AND ${own.sql}
    ORDER BY message_search.rowid DESC LIMIT ?`;
  return sql.all<MessageRow>(query, match(scope, phrases), before, ...own.values, limit);
}

/** The owner is a column of the index, so that others' messages cost nothing. Tokens hold no quotation marks. */
function match(scope: Scope, phrases: SearchPhrase[]): string {
  const wanted = phrases.map((phrase) => `"${phrase.join(" ")}" *`).join(" AND ");
  return `owner : "${scope.userId.replaceAll('"', "")}" AND body : (${wanted})`;
}

const titleHit = (row: TitleRow, phrases: SearchPhrase[]): SearchHit => ({
  chat: chatOf(row),
  message: null,
  extract: searchExtract(row.title, phrases),
});

const messageHit = (row: MessageRow, phrases: SearchPhrase[]): SearchHit => ({
  chat: chatOf(row),
  message: { id: row.message_id, role: row.role, createdAt: row.created_at },
  extract: searchExtract(messageSearchText(JSON.parse(row.parts) as MessagePart[]), phrases),
});
