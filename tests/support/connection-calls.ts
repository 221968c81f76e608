/** The calls that make and change connections, on a scripted provider of the file's own. */
import { afterAll, beforeAll } from "vitest";
import * as connectionRoute from "@/app/api/admin/connections/[connectionId]/route";
import * as testRoute from "@/app/api/admin/connections/[connectionId]/test/route";
import * as connectionsRoute from "@/app/api/admin/connections/route";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as modelsRoute from "@/app/api/models/route";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "./api";
import { type OpenAIServer, startOpenAIServer } from "./openai-server";

export let provider: OpenAIServer;
/** Each file asks for its provider, for files share this module. */
export function scriptedProvider(): void {
  beforeAll(async () => {
    provider = await startOpenAIServer();
  });
  afterAll(() => provider.close());
}

export const KEY = "sk-very-secret-key-0123456789";
export const connect = (token: string, more: Record<string, unknown> = {}) =>
  call(connectionsRoute, "POST /api/admin/connections", {
    token,
    body: { name: "Local", baseUrl: provider.url, apiKey: KEY, allowPrivate: true, ...more },
  });
export const list = (token: string) => call(connectionsRoute, "GET /api/admin/connections", { token });
export const at = (id: string) => ({ params: { connectionId: id } });
export const path = (id: string) => `/api/admin/connections/${encodeURIComponent(id)}`;
export const change = (token: string, id: string, body: unknown) =>
  call(connectionRoute, `PATCH ${path(id)}`, { token, body, ...at(id) });
export const remove = (token: string, id: string) =>
  call(connectionRoute, `DELETE ${path(id)}`, { token, ...at(id) });
export const tryOut = (token: string, id: string, body: unknown = {}) =>
  call(testRoute, `POST ${path(id)}/test`, { token, body, ...at(id) });
export const ask = (token: string, projectId: string, body: Record<string, unknown> = {}) =>
  call(chatRoute, `POST /api/chat/${projectId}`, {
    token,
    params: { projectId },
    body: { message: "Hi", ...body },
  });
export const modelsOf = async (token: string): Promise<{ id: string; name: string; connection: unknown }[]> =>
  (await call(modelsRoute, "GET /api/models", { token })).body.data.models;

/** The first account of the store, which administers it, by a new token. */
export const firstAdmin = async (): Promise<string> => (await firstPerson()).token;
let admins = new WeakMap<object, Person>();
export async function firstPerson(): Promise<Person> {
  const store = await getStore();
  const known = admins.get(store);
  if (known) return known;
  const person = await signUp();
  const user = (await store.users.list({ limit: 50 })).items.find(({ id }) => id === person.id);
  if (!user?.admin) await store.users.setAccess(person.id, { admin: true });
  admins = admins.set(store, person);
  return person;
}
