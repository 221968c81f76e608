/**
 * Calls route handlers as Next does: a NextRequest in, a Response out, on a store of the test's own.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NextRequest } from "next/server";
import { afterAll, beforeAll } from "vitest";
import { resetEnv } from "@/lib/env";
import type { RouteHandler } from "@/lib/http/endpoint";
import { closeStore } from "@/lib/store";
import { dropDatabase } from "./mongo-server";
import { undocumented } from "./openapi";
import { borrowDatabase } from "./shared-database";

const ORIGIN = "http://app.test:3000";
export const HOST = "app.test:3000";

type Variables = Record<string, string | undefined>;

/** Sets variables (undefined removes one) and returns what undoes it. */
export function setVariables(variables: Variables): () => void {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  const apply = (values: Variables) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    resetEnv();
  };
  apply(variables);
  return () => apply(before);
}

/**
 * Gives the file's tests an empty store of their own: SQLite in a temporary folder, one of the databases that
 * files share on `mongoServer`, or the MongoDB database at `mongoUri`. Limits are wide unless a test narrows them.
 */
export function apiStore(
  options: { mongoServer?: string; mongoUri?: () => string; variables?: Variables } = {},
): void {
  let undo: (() => void) | undefined;
  let dataDir = "";
  const shared = options.mongoServer ? borrowDatabase(options.mongoServer) : null;
  const mongoUri = shared?.uri ?? options.mongoUri?.();
  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), "api-test-"));
    undo = setVariables({
      DATA_DIR: dataDir,
      MONGODB_URI: mongoUri,
      BCRYPT_COST: "4",
      LOG_LEVEL: "silent",
      RATE_LIMIT_MAX_REQUESTS: "100000",
      RATE_LIMIT_SIGN_IN_MAX: "100000",
      ...options.variables,
    });
    // What the tests before left running may have opened one since.
    await closeStore();
    await shared?.empty();
  });
  afterAll(async () => {
    await closeStore();
    undo?.();
    rmSync(dataDir, { recursive: true, force: true });
    if (shared) await shared.giveBack();
    else if (mongoUri) await dropDatabase(mongoUri);
  });
}

export type CallOptions = {
  /** Sent as JSON; a string, FormData, stream or bytes go as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Bearer token. */
  token?: string | undefined;
  /** Value of the `Cookie` header; a write also states the own origin unless `headers` says otherwise. */
  cookie?: string | undefined;
  params?: Record<string, string | string[]>;
  query?: Record<string, string>;
  address?: string;
  secure?: boolean;
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
type AnyMethod = (typeof METHODS)[number];
export type Handlers = Partial<Record<AnyMethod, RouteHandler>>;

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape and fail on what is not there.
export type Answer = { status: number; headers: Headers; body: any; response: Response };

/**
 * `call(route, "POST /api/auth/login", { body })`; `body` of the answer is parsed JSON, else text, null when empty.
 * An answer that the API document does not promise is an error.
 */
export async function call(route: Handlers, line: string, options: CallOptions = {}): Promise<Answer> {
  const [method = "GET", target = "/"] = line.split(" ");
  const handler = route[method as AnyMethod];
  if (!handler) throw new Error(`The route exports no ${method}`);
  const response = await handler(requestOf(method, target, options), {
    params: Promise.resolve(options.params ?? {}),
  });
  if (response.headers.get("content-type")?.includes("text/event-stream")) {
    return { status: response.status, headers: response.headers, body: null, response };
  }
  const text = await response.clone().text();
  const json = response.headers.get("content-type")?.includes("json");
  const body = text === "" ? null : json ? JSON.parse(text) : text;
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  const fault = undocumented(method, new URL(target, ORIGIN).pathname, {
    status: response.status,
    mediaType,
    body,
  });
  if (fault) throw new Error(fault);
  return { status: response.status, headers: response.headers, body, response };
}

export function requestOf(method: string, target: string, options: CallOptions = {}): NextRequest {
  const url = new URL(target, options.secure ? ORIGIN.replace("http:", "https:") : ORIGIN);
  for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
  const headers = new Headers({ host: HOST, "x-client-address": options.address ?? "192.0.2.1" });
  if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
  if (options.cookie !== undefined) {
    headers.set("cookie", options.cookie);
    if (method !== "GET") headers.set("origin", url.origin);
  }
  const { body } = options;
  const raw = typeof body === "string" || body instanceof FormData || body instanceof ReadableStream;
  const bytes = body instanceof Uint8Array;
  if (body !== undefined && !raw && !bytes) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return new NextRequest(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: raw || bytes ? (body as BodyInit) : JSON.stringify(body) }),
    ...(body instanceof ReadableStream ? { duplex: "half" as const } : {}),
  });
}

let people = 0;

export type Person = { id: string; email: string; name: string; password: string; token: string };

/** Registers somebody through the API; `token` is their bearer token. */
export async function signUp(
  fields: Partial<Pick<Person, "email" | "name" | "password">> = {},
): Promise<Person> {
  const register = await import("@/app/api/auth/register/route");
  people++;
  const email = fields.email ?? `person-${people}-${Math.random().toString(36).slice(2)}@example.com`;
  const password = fields.password ?? "correct horse";
  const name = fields.name ?? `Person ${people}`;
  const answer = await call(register, "POST /api/auth/register", { body: { email, password, name } });
  if (answer.status !== 201) throw new Error(`Sign-up answered ${answer.status}`);
  return { id: answer.body.data.user.id, email, name, password, token: answer.body.data.token };
}

/** `name=value` pairs of a response's `Set-Cookie`, ready for a `Cookie` header; deleted ones are left out. */
export function cookiesOf(response: Response, before = ""): string {
  const jar = new Map(
    before
      .split("; ")
      .filter(Boolean)
      .map((pair) => splitPair(pair)),
  );
  for (const line of response.headers.getSetCookie()) {
    const [name, value] = splitPair(line.split(";")[0] ?? "");
    if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ");
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Signs in as a browser does, through next-auth's own routes, and returns the `Cookie` header. */
export async function browserSignIn(
  person: Pick<Person, "email" | "password">,
  options: { cookie?: string; address?: string; secure?: boolean } = {},
): Promise<{ cookie: string; answer: Answer }> {
  const route = await import("@/app/api/auth/[...nextauth]/route");
  const { address, secure } = options;
  const common = { ...(address ? { address } : {}), ...(secure ? { secure } : {}) };
  const csrf = await call(route, "GET /api/auth/csrf", {
    ...common,
    ...(options.cookie ? { cookie: options.cookie } : {}),
  });
  const before = cookiesOf(csrf.response, options.cookie);
  const form = new URLSearchParams({
    email: person.email,
    password: person.password,
    csrfToken: csrf.body.csrfToken,
    callbackUrl: `${secure ? ORIGIN.replace("http:", "https:") : ORIGIN}/projects`,
    json: "true",
  });
  const answer = await call(route, "POST /api/auth/callback/credentials", {
    ...common,
    cookie: before,
    body: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  return { cookie: cookiesOf(answer.response, before), answer };
}
