import type { ChatRecord, MessageRecord } from "./chats";
import type { FileRecord } from "./files";
import type { PromptRecord } from "./projects";
import type { Page, PageRequest, Scope } from "./scope";

/** A piece of the text that matched, in order; joined they are an extract of at most about 240 characters. */
export type ExtractPiece = { text: string; match: boolean };

export type SearchHit = {
  chat: Pick<ChatRecord, "id" | "projectId" | "title" | "activityAt">;
  /** Null: the chat's title matched. */
  message: Pick<MessageRecord, "id" | "role" | "createdAt"> | null;
  extract: ExtractPiece[];
};

/** What else of the caller's matches: files by their name, prompts by their text. */
export type ContentHits = {
  files: Pick<FileRecord, "id" | "projectId" | "filename">[];
  prompts: (Pick<PromptRecord, "id" | "role"> & { projectId: string; extract: ExtractPiece[] })[];
};

export interface SearchStore {
  /**
   * Titles first (newest activity first), then messages (newest first). Everything that is asked for must occur:
   * each word as the beginning of a word, case and accents making no difference; a word of a script without spaces
   * (Chinese, Japanese, Korean, Thai …) anywhere; a phrase in quotation marks in this order. The meaning is defined by
   * `lib/store/search-text.ts`, the same on both engines. A reply that is still streaming is found when it ends.
   * Nothing matches a query without a letter, digit or pictograph.
   */
  query(scope: Scope, q: string, page: PageRequest): Promise<Page<SearchHit>>;
  /**
   * At most `limit` files (newest first) and as many prompts (of the project with the newest activity first), matched as
   * {@link query} matches. There is no index behind it: names and prompts are few and short.
   */
  contents(scope: Scope, q: string, limit: number): Promise<ContentHits>;
}
