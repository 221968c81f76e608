import { SseReader } from "../../tests/support/sse-reader.ts";

/** One person with one project, at one of the servers. */
export class Client {
  readonly #url: string;
  readonly #token: string;
  readonly #projectId: string;

  private constructor(url: string, token: string, projectId: string) {
    this.#url = url;
    this.#token = token;
    this.#projectId = projectId;
  }

  static async register(url: string): Promise<Client> {
    const post = async (path: string, body: object, token?: string) => {
      const headers = {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()).data;
    };
    const person = { email: "bench@example.com", password: "correct horse", name: "Bench" };
    const { token } = await post("/api/auth/register", person);
    const settings = { model: "bench", maxTokens: 100_000 };
    const { project } = await post("/api/projects", { name: "Bench", settings }, token);
    return new Client(url, token, project.id);
  }

  at(url: string): Client {
    return new Client(url, this.#token, this.#projectId);
  }

  get(path: string): Promise<Response> {
    return fetch(this.#url + path, { headers: this.#headers() });
  }

  async data(path: string) {
    return (await (await this.get(path)).json()).data;
  }

  post(path: string, body: object = {}): Promise<Response> {
    return fetch(this.#url + path, { method: "POST", headers: this.#headers(), body: JSON.stringify(body) });
  }

  /** Sends a message; resolves when the reply has begun. */
  async send(message: string): Promise<SseReader> {
    const reader = new SseReader(await this.post(`/api/chat/${this.#projectId}`, { message, stream: true }));
    return reader.until((r) => r.chunk("start") !== undefined);
  }

  async lastReply(chatId: string): Promise<string> {
    const { data } = await (await this.get(`/api/chats/${chatId}/messages`)).json();
    const parts: { type: string; text?: string }[] = data.messages.at(-1).parts;
    return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  }

  #headers() {
    return { authorization: `Bearer ${this.#token}`, "content-type": "application/json" };
  }
}
