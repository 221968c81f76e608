import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenAIServer, startOpenAIServer } from "../../tests/support/openai-server.ts";
import { type ProductServer, startProduct } from "../../tests/support/product.ts";

const clock = new URL("./clock.mjs", import.meta.url).href;

const BROWSER =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

export type Session = { name: string; value: string };
export type Person = { name: string; email: string; token: string; api: Api };
export type Api = <T = Record<string, never>>(
  path: string,
  options?: { method?: string; body?: unknown; form?: FormData },
) => Promise<T>;

/** The production build with data of its own; its clock can be set, so that a history has days and hours. */
export class Studio {
  readonly #provider: OpenAIServer;
  readonly #dataDir: string;
  #server: ProductServer | null = null;
  #time = 0;

  private constructor(provider: OpenAIServer, dataDir: string) {
    this.#provider = provider;
    this.#dataDir = dataDir;
  }

  static async open(answer: (message: string) => string | undefined): Promise<Studio> {
    return new Studio(await startOpenAIServer({ answer }), await mkdtemp(join(tmpdir(), "chatbot-studio-")));
  }

  get url(): string {
    if (!this.#server) throw new Error("the server does not run");
    return this.#server.url;
  }

  /** What the server's clock was set to. Epoch ms. */
  get time(): number {
    return this.#time;
  }

  /** Starts the server anew at another time; what is stored stays. */
  async at(time: string, variables: Record<string, string> = {}): Promise<void> {
    await this.#server?.stop();
    this.#time = Date.parse(time);
    this.#server = await startProduct(
      {
        NODE_OPTIONS: `--import ${clock}`,
        SCREENSHOT_TIME: time,
        TZ: "UTC",
        JWT_EXPIRES_IN: "90d",
        OPENAI_BASE_URL: this.#provider.url,
        OPENAI_API_KEY: "sk-scripted",
        OPENAI_DEFAULT_MODEL: "gpt-4o-mini",
        ...variables,
      },
      { dataDir: this.#dataDir },
    );
  }

  async person(name: string, email: string): Promise<Person> {
    const password = "correct horse";
    const { token } = await this.#call<{ token: string }>("/api/auth/register", null, {
      body: { name, email, password },
    });
    return { name, email, token, api: (path, options) => this.#call(path, token, options) };
  }

  /** The browser's session cookie, got as the sign-in form gets it. */
  async session({ email }: Pick<Person, "email">): Promise<Session[]> {
    const agent = { "User-Agent": BROWSER };
    const csrf = await fetch(`${this.url}/api/auth/csrf`, { headers: agent });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const form = { csrfToken, email, password: "correct horse", json: "true" };
    const answer = await fetch(`${this.url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { ...agent, Origin: this.url, Cookie: pairs(csrf).join("; ") },
      body: new URLSearchParams(form),
      redirect: "manual",
    });
    return pairs(answer)
      .map((pair) => ({ name: pair.split("=")[0] ?? "", value: pair.slice(pair.indexOf("=") + 1) }))
      .filter(({ name }) => name.includes("session-token"));
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await this.#provider.close();
    await rm(this.#dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  async #call<T>(
    path: string,
    token: string | null,
    { method, body, form }: { method?: string; body?: unknown; form?: FormData } = {},
  ): Promise<T> {
    const response = await fetch(this.url + path, {
      method: method ?? (body === undefined && !form ? "GET" : "POST"),
      headers: {
        "User-Agent": "order-sync/2.1",
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(form ? {} : { "Content-Type": "application/json" }),
      },
      ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const payload = (await response.json()) as { success: boolean; data: T };
    if (!payload.success) throw new Error(`${path}: ${response.status} ${JSON.stringify(payload)}`);
    return payload.data;
  }
}

/** `name=value` of each cookie that an answer sets. */
function pairs(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
}
