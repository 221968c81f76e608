import { ApiError } from "@/lib/client/api";
import type { ChatTransport } from "@/lib/client/chat/transport";
import type { Effort, Message } from "@/lib/schemas";

const encoder = new TextEncoder();

/** A stream that a test feeds by hand. */
export class Feed {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  cancelled = false;
  readonly response: Response;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.cancelled = true;
      },
    });
    this.response = new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  send(...chunks: object[]): this {
    for (const chunk of chunks) this.raw(`data: ${JSON.stringify(chunk)}\n\n`);
    return this;
  }

  raw(text: string): this {
    this.#controller?.enqueue(encoder.encode(text));
    return this;
  }

  text(value: string): this {
    return this.send({ type: "text-delta", id: "t", delta: value });
  }

  start(messageId: string, chatId = "c1", parentId?: string): this {
    return this.send(
      {
        type: "start",
        messageId,
        messageMetadata: { chatId, model: "m", ...(parentId ? { parentId } : {}) },
      },
      { type: "text-start", id: "t" },
    );
  }

  finish(finishReason = "stop"): void {
    this.send({ type: "text-end", id: "t" }, { type: "finish", finishReason });
    this.close();
  }

  close(): void {
    this.#controller?.close();
  }

  break(): void {
    this.#controller?.error(new TypeError("network"));
  }
}

export function message(
  id: string,
  role: Message["role"],
  text: string,
  more: Partial<Message> = {},
): Message {
  return {
    id,
    parentId: null,
    role,
    parts: [{ type: "text", text }],
    status: "complete",
    siblings: { index: 0, count: 1, ids: [id] },
    release: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    ...more,
  };
}

export const refusal = (status: number, code: string, retryAfter: number | null = null) =>
  new ApiError({ status, code, message: code, retryAfter });

type Answer = Feed | ApiError | null;

/** The server a session talks to: answers are queued, requests are kept. */
export class ScriptedChat implements ChatTransport {
  starts: Answer[] = [];
  follows: Answer[] = [];
  branch: Message[] = [];
  /** A branch that is not the active one. */
  aside: Message[] = [];
  running = false;
  model: string | null = null;
  nextCursor: string | null = null;
  log: { call: string; body?: unknown; key?: string | null }[] = [];

  calls(name: string) {
    return this.log.filter((entry) => entry.call === name);
  }

  async start(path: string, body: Record<string, unknown>, key: string | null): Promise<Response> {
    this.log.push({ call: "start", body: { path, ...body }, key });
    const response = take(this.starts);
    if (!response) throw refusal(500, "internal");
    return response;
  }

  async follow(_chatId: string, lastEventId: string | null): Promise<Response | null> {
    this.log.push({ call: "follow", body: lastEventId });
    return take(this.follows);
  }

  async answerWith(
    _chatId: string,
    choice: { model: string | null } | { effort: Effort | null },
  ): Promise<void> {
    this.log.push({ call: "answerWith", body: choice });
    if ("model" in choice) this.model = choice.model;
  }

  async stop(): Promise<void> {
    this.log.push({ call: "stop" });
  }

  async chat(chatId: string) {
    const at = "2026-01-01T00:00:00.000Z";
    return {
      id: chatId,
      title: "t",
      projectId: "p",
      createdAt: at,
      updatedAt: at,
      activityAt: at,
      running: this.running,
      pinned: false,
      archived: false,
      shared: false,
      variables: {},
      model: this.model,
      effort: null,
    };
  }

  async messages(_chatId: string, { limit, cursor }: { limit: number; cursor?: string }) {
    this.log.push({ call: "messages", body: { limit, cursor } });
    const end = cursor ? Number(cursor) : this.branch.length;
    const from = Math.max(0, end - limit);
    return { messages: this.branch.slice(from, end), nextCursor: from > 0 ? String(from) : null };
  }

  async messagesAt(_chatId: string, query: { limit: number } & ({ around: string } | { after: string })) {
    this.log.push({ call: "messagesAt", body: query });
    const id = "around" in query ? query.around : query.after;
    const off = this.aside.some((message) => message.id === id);
    const all = off ? this.aside : this.branch;
    const at = all.findIndex((message) => message.id === id);
    if (at < 0) throw refusal(404, "not_found");
    const half = Math.floor((query.limit - 1) / 2);
    const from = "around" in query ? Math.max(0, at - half) : at + 1;
    const end = Math.min(all.length, "around" in query ? at + half + 1 : at + 1 + query.limit);
    return {
      messages: all.slice(from, end),
      nextCursor: from > 0 ? String(from) : null,
      newer: end < all.length,
      active: !off,
    };
  }

  async activate(_chatId: string, messageId: string): Promise<void> {
    this.log.push({ call: "activate", body: messageId });
  }

  async rate(_chatId: string, messageId: string, rating: "up" | "down" | null) {
    this.log.push({ call: "rate", body: { messageId, rating } });
    return null;
  }
}

function take(queue: Answer[]): Response | null {
  const answer = queue.shift() ?? null;
  if (answer instanceof ApiError) throw answer;
  return answer?.response ?? null;
}
