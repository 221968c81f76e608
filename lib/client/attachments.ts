import type { ProjectFile } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { formatText } from "@/lib/text/format";
import { ApiError, api, messageOf } from "./api";
import { pause } from "./backoff";
import { isPicture } from "./chat/files";
import { publish, subscribe } from "./live";
import { unreadableKind } from "./unreadable";
import { isRefusal, uploadFile } from "./upload";

export type Attachment = {
  key: number;
  name: string;
  /** Bytes. */
  size: number;
  /** `reading`: it has arrived, and its text is not there yet. */
  state: "uploading" | "reading" | "done" | "failed";
  /** 0 to 1. */
  progress: number;
  error: string | null;
  /** For what it is, by this page or by the server; trying again would change nothing. */
  refused: boolean;
  /** Said beside a file that goes along all the same. */
  note: string | null;
  file: ProjectFile | null;
};

type Entry = Attachment & { source: File; abort: AbortController };

/** How often the server is asked for a file that the feed is silent about. Milliseconds. */
const ASK_MS = 2_000;

const isOpen = ({ status, mimeType }: ProjectFile): boolean =>
  !isPicture(mimeType) && status !== "ready" && status !== "failed";

const MB = 1024 * 1024;
let counter = 0;

/** Files that go with the next message: each is uploaded for its chat at once, with progress, cancel and retry. */
export class Attachments {
  readonly #projectId: string;
  readonly #maxBytes: number;
  #entries: readonly Entry[] = [];
  #listeners = new Set<() => void>();

  constructor(projectId: string, maxBytes: number) {
    this.#projectId = projectId;
    this.#maxBytes = maxBytes;
  }

  get items(): readonly Attachment[] {
    return this.#entries;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: Iterable<File>): void {
    for (const source of files) {
      const entry: Entry = {
        key: counter++,
        name: source.name,
        size: source.size,
        state: "uploading",
        progress: 0,
        error: null,
        refused: false,
        note: null,
        file: null,
        source,
        abort: new AbortController(),
      };
      this.#set([...this.#entries, entry]);
      const error = refusal(source, this.#maxBytes);
      if (error) this.#patch(entry.key, { state: "failed", refused: true, error });
      else void this.#upload(entry);
    }
  }

  /** A file of the project that stands on the message as well; once, however often it is named. */
  name(file: ProjectFile): void {
    if (this.#entries.some((entry) => entry.file?.id === file.id)) return;
    const key = counter++;
    const source = new File([], file.filename);
    const entry: Entry = {
      key,
      name: file.filename,
      size: file.size,
      state: "done",
      progress: 1,
      error: null,
      refused: false,
      note: null,
      file,
      source,
      abort: new AbortController(),
    };
    this.#set([...this.#entries, entry]);
    this.#arrived(key, file);
    if (isOpen(file)) void this.#untilRead(key, file, entry.abort.signal);
  }

  retry(key: number): void {
    const entry = this.#entries.find((other) => other.key === key);
    if (!entry || entry.refused) return;
    this.#patch(key, { state: "uploading", progress: 0, error: null });
    void this.#upload(entry);
  }

  /** Cancels an upload under way; a file that has arrived for this message alone is deleted. */
  remove(key: number): void {
    const entry = this.#entries.find((other) => other.key === key);
    this.#set(this.#entries.filter((other) => other.key !== key));
    entry?.abort.abort();
    if (entry?.file && entry.file.chatId !== null) void this.#delete(entry.file.id);
  }

  /** Makes it a file of the project, which stays when it is taken off the message. @throws ApiError */
  async keep(key: number): Promise<void> {
    const id = this.#entries.find((other) => other.key === key)?.file?.id;
    if (id === undefined) return;
    const path = `/api/projects/${this.#projectId}/files/${id}`;
    const { file } = await api<{ file: ProjectFile }>(path, { method: "PATCH", body: { chatId: null } });
    this.#patch(key, { file });
    publish({ type: "file", projectId: this.#projectId, file });
  }

  async #delete(fileId: string): Promise<void> {
    try {
      await api(`/api/projects/${this.#projectId}/files/${fileId}`, { method: "DELETE" });
    } catch (error) {
      // Gone already, or out of reach: what no message names goes after a day.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  clear(): void {
    this.#set([]);
  }

  async #upload({ key, source, abort }: Entry): Promise<void> {
    try {
      const file = await uploadFile(this.#projectId, source, {
        for: "chat",
        signal: abort.signal,
        onProgress: (progress) => this.#patch(key, { progress }),
      });
      // Removed in the moment in which it arrived.
      if (abort.signal.aborted) return void this.#delete(file.id);
      this.#arrived(key, file);
      if (isOpen(file)) await this.#untilRead(key, file, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return;
      const known = error instanceof ApiError;
      const said = known ? messageOf(error) : clientText.upload.failed;
      this.#patch(key, { state: "failed", refused: isRefusal(error), error: said });
    }
  }

  /** A picture needs no reading. A file without readable text goes along by its name. */
  #arrived(key: number, file: ProjectFile): void {
    const note = file.status === "failed" ? clientText.upload.noText : null;
    this.#patch(key, { state: isOpen(file) ? "reading" : "done", progress: 1, file, note });
  }

  /** The feed tells; where it does not, asking does. */
  async #untilRead(key: number, { id }: ProjectFile, signal: AbortSignal): Promise<void> {
    const stop = subscribe((event) => {
      if (event.type === "file" && event.file.id === id) this.#arrived(key, event.file);
    });
    const reading = () => this.#entries.find((entry) => entry.key === key)?.state === "reading";
    try {
      while (reading()) {
        await pause(ASK_MS, signal);
        if (!reading()) return;
        const path = `/api/projects/${this.#projectId}/files/${id}`;
        const { file } = await api<{ file: ProjectFile }>(path, { signal });
        this.#arrived(key, file);
      }
    } catch {
      // It has arrived: what is not known any more must not hold the message back.
      if (!signal.aborted && reading()) this.#patch(key, { state: "done" });
    } finally {
      stop();
    }
  }

  #patch(key: number, patch: Partial<Attachment>): void {
    this.#set(this.#entries.map((entry) => (entry.key === key ? { ...entry, ...patch } : entry)));
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Why a file is not sent at all, in words; null when it is. */
function refusal({ name, size }: File, maxBytes: number): string | null {
  const kind = unreadableKind(name);
  if (kind) return clientText.upload.unreadable(kind);
  if (size === 0) return clientText.upload.empty;
  if (size <= maxBytes) return null;
  const [amount, unit] = maxBytes >= MB ? [maxBytes / MB, formatText.MB] : [maxBytes / 1024, formatText.KB];
  return clientText.upload.tooLarge(`${Math.round(amount * 10) / 10} ${unit}`);
}

const bySession = new WeakMap<object, Attachments>();

/** The attachments of a chat's next message; they stay while the person looks at other chats. */
export function attachmentsOf(session: { projectId: string }, maxBytes: number): Attachments {
  const known = bySession.get(session) ?? new Attachments(session.projectId, maxBytes);
  bySession.set(session, known);
  return known;
}
