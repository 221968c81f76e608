import { beforeAll } from "vitest";
import type { Key } from "@/lib/schemas";
import { type ChatBench, chatBench } from "./chat";
import { dialectServer } from "./dialect-server";
import { makeKey } from "./key-calls";
import { data, getProject } from "./project-calls";

export type DialectBench = ChatBench & { url: string; secret: string; key: Key; slug: string };

/** A project behind `/api/v1` with a scripted provider and a key for it. */
export function dialectBench(variables: Record<string, string | undefined> = {}): DialectBench {
  const server = dialectServer();
  const bench = chatBench(variables) as DialectBench;
  beforeAll(async () => {
    bench.url = server.url;
    const { key, secret } = await makeKey(bench.me.token, { projectId: bench.projectId });
    bench.key = key;
    bench.secret = secret;
    bench.slug = data(await getProject(bench.me.token, bench.projectId)).project.slug;
  });
  return bench;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape and fail on what is not there.
export type Raw = { status: number; headers: Headers; text: string; body: any };

/** A request as curl sends it; `body` is sent as JSON unless it is text. */
export async function raw(
  bench: Pick<DialectBench, "url" | "secret">,
  line: string,
  options: {
    body?: unknown;
    headers?: Record<string, string>;
    secret?: string | null;
    signal?: AbortSignal;
  } = {},
): Promise<Raw> {
  const [method = "GET", path = "/"] = line.split(" ");
  const secret = options.secret === undefined ? bench.secret : options.secret;
  const { body, signal } = options;
  const response = await fetch(bench.url + path, {
    method,
    headers: {
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : null };
}

/** The payloads of an event stream, `[DONE]` as it is. */
export const payloads = (text: string) =>
  text
    .split("\n\n")
    .filter((block) => block.trim() !== "")
    // biome-ignore lint/suspicious/noExplicitAny: as in `Raw`.
    .map((block): any => {
      const line = block
        .split("\n")
        .filter((part) => !part.startsWith(":"))
        .join("\n");
      const payload = line.replace(/^data: /, "");
      return payload === "[DONE]" ? payload : JSON.parse(payload);
    });

export const hello = (model: string, content = "Hello", more: object = {}) => ({
  model,
  messages: [{ role: "user", content }],
  ...more,
});
