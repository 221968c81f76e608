import { SseReader } from "./sse-reader";

type Data = Record<string, unknown>;

export type StoredMessage = {
  id: string;
  role: "user" | "assistant";
  status: string;
  parts: { type: string; text?: string }[];
};

/** The HTTP API of one server as one person uses it. */
export class ApiClient {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** The same person at another server. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.token);
  }

  request(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${this.token}`, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  /** `data` of the answer. @throws Error when it is none */
  async data<T = Data>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.request(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (JSON.parse(text) as { data: T }).data;
  }

  async project(settings: Data = {}): Promise<string> {
    const body = { name: "Project", settings: { model: "scripted-echo", maxTokens: 10_000, ...settings } };
    return (await this.data<{ project: { id: string } }>("POST", "/api/projects", body)).project.id;
  }

  /** A chat with one message and its reply. */
  async chat(projectId: string): Promise<string> {
    return (await this.data<{ chatId: string }>("POST", `/api/chat/${projectId}`, { message: "Hello" }))
      .chatId;
  }

  async stream(projectId: string, body: object): Promise<SseReader> {
    const response = await this.request("POST", `/api/chat/${projectId}`, { ...body, stream: true });
    if (response.status !== 200) throw new Error(`send: ${response.status} ${await response.text()}`);
    return new SseReader(response);
  }

  async follow(chatId: string, lastEventId?: string): Promise<SseReader | null> {
    const headers: Record<string, string> = lastEventId ? { "Last-Event-ID": lastEventId } : {};
    const response = await this.request("GET", `/api/chats/${chatId}/stream`, undefined, headers);
    return response.status === 204 ? null : new SseReader(response);
  }

  async messages(chatId: string): Promise<StoredMessage[]> {
    return (await this.data<{ messages: StoredMessage[] }>("GET", `/api/chats/${chatId}/messages`)).messages;
  }
}

export const textOf = (message: Pick<StoredMessage, "parts"> | undefined): string =>
  (message?.parts ?? []).map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
