import * as rotateRoute from "@/app/api/keys/[keyId]/rotate/route";
import * as keyRoute from "@/app/api/keys/[keyId]/route";
import * as keysRoute from "@/app/api/keys/route";
import type { Key } from "@/lib/schemas";
import { call } from "./api";
import { data } from "./project-calls";

type Token = string | undefined;

export const listKeys = (token: Token, query: Record<string, string> = {}) =>
  call(keysRoute, "GET /api/keys", { token, query });
export const postKey = (token: Token, body: object) => call(keysRoute, "POST /api/keys", { token, body });
const one = (method: string) => (token: Token, keyId: string, body?: object) =>
  call(keyRoute, `${method} /api/keys/${keyId}`, { token, params: { keyId }, ...(body ? { body } : {}) });
export const patchKey = one("PATCH");
export const revokeKey = one("DELETE");
export const rotateKey = (token: Token, keyId: string, body: object = {}) =>
  call(rotateRoute, `POST /api/keys/${keyId}/rotate`, { token, params: { keyId }, body });

/** A new key that may chat, unless said otherwise. */
export async function makeKey(token: Token, more: object = {}): Promise<{ key: Key; secret: string }> {
  return data(await postKey(token, { name: "Test", scopes: ["chat"], ...more }));
}
