import type { FileStatus } from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";

export type FileRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  filename: string;
  bodyId: string;
  /** Bytes. */
  size: number;
  /** Hex SHA-256 of the content. */
  sha256: string;
  mimeType: string;
  providerFileId: string | null;
  status: FileStatus;
  error: string | null;
  /** Said beside a file that was read, such as pages without text. */
  note: string | null;
  /** Part read, 0 to 1, while it is being read. */
  progress: number | null;
  /** Number of passages once it is ready. */
  passages: number | null;
  /**
   * The only chat whose questions are answered from it; `draft` until the message that names it is sent; null: the
   * project's, for all chats.
   */
  chatId: string | null;
  /** Who gave a chat its file: nobody else sees it. Null for the project's. */
  uploadedBy: string | null;
  createdAt: number;
};

export type StoredBody = { bodyId: string; size: number; sha256: string };
/** Byte range, `end` exclusive. */
export type ByteRange = { start: number; end: number };

export interface FileStore {
  /**
   * Streams a body in; never holds it whole. It belongs to nobody until {@link create} names it, and a body that
   * stays unnamed for an hour is swept; a credential for one project reaches such a body only if it stored it.
   * On any failure of the source or the store nothing of it remains.
   * @throws `too_large` as soon as more than `maxBytes` have arrived.
   */
  putBody(scope: Scope, body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredBody>;
  readBody(scope: Scope, bodyId: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
  discardBody(scope: Scope, bodyId: string): Promise<void>;
  /**
   * Null when the project is not there. With `chatId` it waits for the message of a chat ({@link RunStore.begin} gives it
   * to its chat, whose removal takes it along).
   * @throws `limit_reached` at `limit` files of the project, or of all its chats; racing calls never exceed it.
   */
  create(
    scope: Scope,
    projectId: string,
    input: StoredBody &
      Pick<FileRecord, "filename" | "mimeType" | "providerFileId" | "status"> & { chatId?: "draft" },
    limit: number,
  ): Promise<FileRecord | null>;
  get(scope: Scope, projectId: string, id: string): Promise<FileRecord | null>;
  /** What all files of the owner take together. */
  bytesOf(scope: Scope): Promise<number>;
  /** Newest first: the project's, or those of one chat. */
  list(
    scope: Scope,
    projectId: string,
    page: PageRequest & { chatId?: string | undefined },
  ): Promise<Page<FileRecord>>;
  /** Makes a chat's file the project's. Null when it is not there. @throws `limit_reached` at `limit` files of the project */
  keep(scope: Scope, projectId: string, id: string, limit: number): Promise<FileRecord | null>;
  update(
    scope: Scope,
    projectId: string,
    id: string,
    patch: Partial<
      Pick<FileRecord, "status" | "error" | "providerFileId" | "mimeType" | "note" | "progress" | "passages">
    >,
  ): Promise<FileRecord | null>;
  /** Removes the row and its body. The removed record, so that the caller can tidy up at the provider. */
  remove(scope: Scope, projectId: string, id: string): Promise<FileRecord | null>;
}
