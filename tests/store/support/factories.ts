import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { MessagePart, MessageStatus, Settings } from "@/lib/schemas";
import type {
  BeginRun,
  FileRecord,
  Page,
  PageRequest,
  ProjectRecord,
  RunFlush,
  RunRecord,
  Scope,
  Store,
  UserRecord,
} from "@/lib/store/types";

export const settings: Settings = { model: "gpt-test", temperature: 0, maxTokens: 1_000 };
export const LEASE_MS = 6_000;

let counter = 0;

export async function aUser(
  store: Store,
  email = `user-${++counter}-${newId()}@example.test`,
): Promise<UserRecord> {
  return store.users.create({ email, name: "Ada", passwordHash: "hash" });
}

export async function aScope(store: Store): Promise<Scope> {
  return scopeOf({ userId: (await aUser(store)).id });
}

/** The scope of a credential that reaches one project only. */
export const within = (scope: Scope, projectId: string): Scope => ({ ...scope, projectId });

export async function aProject(store: Store, scope: Scope, name = "Project"): Promise<ProjectRecord> {
  return store.projects.create(scope, { name, description: "", settings }, 1_000);
}

export const text = (value: string): MessagePart[] => [{ type: "text", text: value }];

export async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}

type GivenFile = { content?: string; filename?: string; chatId?: "draft" };

export async function aFile(
  store: Store,
  scope: Scope,
  projectId: string,
  { content = "content", filename = "notes.txt", chatId }: GivenFile = {},
): Promise<FileRecord> {
  const body = await store.files.putBody(scope, bytes(content), 1_000_000);
  const input = {
    ...body,
    filename,
    mimeType: "text/plain",
    providerFileId: null,
    status: "uploaded" as const,
    ...(chatId ? { chatId } : {}),
  };
  const file = await store.files.create(scope, projectId, input, 100);
  if (!file) throw new Error("The project is not there.");
  return file;
}

export type TurnOptions = {
  projectId: string;
  /** Absent: a new chat. */
  chatId?: string;
  parentId?: string | null;
  question?: string;
  now?: number;
  lease?: string;
  leaseUntil?: number;
};

/** What begins a reply: a question with an empty answer below it. */
export function aTurn(
  options: TurnOptions,
): BeginRun & { userMessage: NonNullable<BeginRun["userMessage"]> } {
  const now = options.now ?? Date.now();
  const userMessage = {
    id: newId(),
    parentId: options.parentId ?? null,
    parts: text(options.question ?? "Question?"),
    configId: null,
  };
  return {
    run: {
      id: newId(),
      projectId: options.projectId,
      chatId: options.chatId ?? newId(),
      messageId: newId(),
      model: "gpt-test",
      lease: options.lease ?? newId(),
      leaseUntil: options.leaseUntil ?? Date.now() + LEASE_MS,
    },
    ...(options.chatId ? {} : { newChat: { title: "New chat" } }),
    userMessage,
    assistantMessage: {
      parentId: userMessage.id,
      parts: [],
      model: "gpt-test",
      configId: null,
      request: null,
    },
    now,
  };
}

export type Turn = { chatId: string; runId: string; lease: string; userId: string; replyId: string };

/** Begins a reply and leaves it running. */
export async function begin(store: Store, scope: Scope, options: TurnOptions): Promise<Turn> {
  const turn = aTurn(options);
  const outcome = await store.runs.begin(scope, turn);
  if (outcome !== "started") throw new Error(`begin answered ${outcome}`);
  const { id: runId, chatId, lease, messageId: replyId } = turn.run;
  return { chatId, runId, lease, userId: turn.userMessage.id, replyId };
}

export async function finish(
  store: Store,
  { runId, lease }: Pick<Turn, "runId" | "lease">,
  reply = "Answer.",
  status: Exclude<MessageStatus, "streaming"> = "complete",
): Promise<boolean> {
  const [result] = await store.runs.flush([endOf({ runId, lease }, reply, status)]);
  return result?.accepted ?? false;
}

/** The write that ends a reply. */
export function endOf(
  { runId, lease }: Pick<Turn, "runId" | "lease">,
  reply = "Answer.",
  status: Exclude<MessageStatus, "streaming"> = "complete",
): RunFlush {
  const flush = { runId, lease, leaseUntil: Date.now() + LEASE_MS, events: [], finish: { status } };
  return { ...flush, message: { parts: text(reply), finishReason: "stop", model: "gpt-test" } };
}

/** A question with its finished answer. */
export async function exchange(
  store: Store,
  scope: Scope,
  options: TurnOptions & { answer?: string },
): Promise<Turn> {
  const turn = await begin(store, scope, options);
  await finish(store, turn, options.answer);
  return turn;
}

export async function activeRun(store: Store, scope: Scope, chatId: string): Promise<RunRecord> {
  const run = await store.runs.active(scope, chatId);
  if (!run) throw new Error("No reply is running.");
  return run;
}

/** Every item of a list, page by page; `between` runs after each page. */
export async function allPages<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  limit: number,
  between: () => Promise<unknown> = async () => undefined,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor === null ? { limit } : { limit, cursor });
    if (page.items.length > limit) throw new Error(`A page of ${limit} has ${page.items.length} items.`);
    items.push(...page.items);
    cursor = page.nextCursor;
    await between();
  } while (cursor !== null);
  return items;
}

export const ids = (items: { id: string }[]) => items.map((item) => item.id);

export async function contentOf(stream: ReadableStream<Uint8Array> | null): Promise<string | null> {
  return stream && new Response(stream).text();
}

/** Cursors that nobody was given. */
export const BAD_CURSORS = [
  "x",
  "%%%",
  Buffer.from("[]").toString("base64url"),
  Buffer.from('["a","b","c"]').toString("base64url"),
  Buffer.from('[null,{"$gt":""}]').toString("base64url"),
  Buffer.from('{"a":1}').toString("base64url"),
];

export const badCursor = {
  code: "validation_failed",
  errors: [{ path: "cursor", message: "cursor is not valid" }],
};
