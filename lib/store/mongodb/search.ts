import { invalid } from "@/lib/errors";
import { decodeCursor, encodeCursor } from "../cursor";
import { searchPrompts } from "../prompt-search";
import {
  messageSearchText,
  type SearchPhrase,
  searchExtract,
  searchIndexText,
  searchMatches,
  searchPhrases,
} from "../search-text";
import type { ContentHits, Page, Scope, SearchHit, SearchStore } from "../types";
import type { Context } from "./client";
import type { ChatDoc } from "./collections";
import { literalPattern, pageBy } from "./paging";
import { chatFilter, hiddenFor, hiddenOf, projectFilter, scopeFilter } from "./visibility";

/*
 * Both lists are walked newest first along an index of the owner's rows, and each row's prepared text is looked through.
 * A text index could not stand in for it: it knows neither beginnings of words nor scripts without spaces.
 */

/** Titles end, messages begin. */
const FIRST_MESSAGE = encodeCursor(["messages", Number.MAX_SAFE_INTEGER, "~"]);

export function searchStore(ctx: Context): SearchStore {
  return {
    async query(scope, q, { limit, cursor }) {
      const after = cursor === undefined ? null : decodeCursor(cursor, ["string", "number", "string"]);
      const part = after?.[0] ?? "titles";
      if (part !== "titles" && part !== "messages") throw invalid("cursor", "cursor is not valid");
      const phrases = searchPhrases(q);
      const hidden = await hiddenFor(ctx, scope);
      if (phrases.length === 0 || hidden.has(scope.userId)) return { items: [], nextCursor: null };

      const inner = after ? encodeCursor([after[1], after[2]]) : undefined;
      const search = { ctx, scope, phrases, hidden: [...hidden] };
      if (part === "messages") return findMessages(search, limit, inner);
      const titles = await findTitles(search, limit, inner);
      const remaining = limit - titles.items.length;
      if (titles.nextCursor !== null) return titles;
      // With nothing remaining it is only asked whether there is a first one.
      const messages = await findMessages(search, Math.max(remaining, 1));
      if (remaining > 0) return { ...messages, items: [...titles.items, ...messages.items] };
      return { items: titles.items, nextCursor: messages.items.length > 0 ? FIRST_MESSAGE : null };
    },

    async contents(scope, q, limit) {
      const phrases = searchPhrases(q);
      const hidden = await hiddenOf(ctx, scope.ownerId);
      if (phrases.length === 0 || hidden.has(scope.ownerId)) return { files: [], prompts: [] };
      const search = { ctx, scope, phrases, hidden: [...hidden] };
      const [files, prompts] = await Promise.all([findFiles(search, limit), findPrompts(search, limit)]);
      return { files, prompts };
    },
  };
}

type Search = { ctx: Context; scope: Scope; phrases: SearchPhrase[]; hidden: string[] };

async function findFiles(
  { ctx, scope, phrases, hidden }: Search,
  limit: number,
): Promise<ContentHits["files"]> {
  const filter = { $and: [scopeFilter(scope), { projectId: { $nin: hidden }, chatId: null }] };
  const rows = ctx.c.files.find(filter, { projection: { projectId: 1, filename: 1 } });
  const found: ContentHits["files"] = [];
  for await (const { _id: id, projectId, filename } of rows.sort({ createdAt: -1, _id: -1 })) {
    if (!searchMatches(searchIndexText(filename), phrases)) continue;
    found.push({ id, projectId, filename });
    if (found.length === limit) break;
  }
  return found;
}

async function findPrompts(
  { ctx, scope, phrases, hidden }: Search,
  limit: number,
): Promise<ContentHits["prompts"]> {
  const filter = { $and: [projectFilter(scope), { _id: { $nin: hidden } }] };
  const rows = ctx.c.projects.find(filter, { projection: { prompts: 1 }, batchSize: 1 });
  const projects = rows.sort({ activityAt: -1, _id: -1 }).map(({ _id: id, prompts }) => ({ id, prompts }));
  return searchPrompts(projects, phrases, limit);
}

const matches = (field: string, phrases: SearchPhrase[]) =>
  phrases.map((phrase) => ({ [field]: { $regex: literalPattern(` ${phrase.join(" ")}`) } }));

/** The same cursor, told which of the two lists it belongs to. */
const labelled = (part: string, cursor: string | null) =>
  cursor && encodeCursor([part, ...decodeCursor(cursor, ["number", "string"])]);

async function findTitles(
  { ctx, scope, phrases, hidden }: Search,
  limit: number,
  cursor: string | undefined,
): Promise<Page<SearchHit>> {
  const filter = {
    $and: [
      chatFilter(scope),
      { _id: { $nin: hidden }, projectId: { $nin: hidden } },
      ...matches("titleIndex", phrases),
    ],
  };
  const found = await pageBy(ctx.c.chats, filter, "activityAt", { limit, cursor });
  const items = found.items.map((doc): SearchHit => {
    return { chat: chatOf(doc), message: null, extract: searchExtract(doc.title, phrases) };
  });
  return { items, nextCursor: labelled("titles", found.nextCursor) };
}

async function findMessages(
  { ctx, scope, phrases, hidden }: Search,
  limit: number,
  cursor?: string,
): Promise<Page<SearchHit>> {
  const filter = {
    $and: [
      chatFilter(scope),
      { chatId: { $nin: hidden }, projectId: { $nin: hidden } },
      ...matches("text", phrases),
    ],
  };
  const found = await pageBy(ctx.c.searchTexts, filter, "at", { limit, cursor }, { projection: { text: 0 } });
  const [messages, chats] = await Promise.all([
    ctx.c.messages.find({ _id: { $in: found.items.map((row) => row._id) } }).toArray(),
    ctx.c.chats.find({ _id: { $in: found.items.map((row) => row.chatId) } }).toArray(),
  ]);
  const messageById = new Map(messages.map((doc) => [doc._id, doc]));
  const chatById = new Map(chats.map((doc) => [doc._id, doc]));
  const items = found.items.flatMap((row): SearchHit[] => {
    const [message, chat] = [messageById.get(row._id), chatById.get(row.chatId)];
    if (!message || !chat) return [];
    const { _id: id, role, createdAt, parts } = message;
    const extract = searchExtract(messageSearchText(parts), phrases);
    return [{ chat: chatOf(chat), message: { id, role, createdAt }, extract }];
  });
  return { items, nextCursor: labelled("messages", found.nextCursor) };
}

const chatOf = ({ _id: id, projectId, title, activityAt }: ChatDoc) => ({ id, projectId, title, activityAt });
