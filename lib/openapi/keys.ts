import {
  createKeySchema,
  emptyAnswer,
  keyAnswer,
  keyListQuerySchema,
  keyMadeAnswer,
  keysAnswer,
  rotateKeySchema,
  updateKeySchema,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const key = "/api/keys/{keyId}";

/** Keys of programs; only people may manage them. */
export const keyOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/keys",
    id: "listKeys",
    tag: "Keys",
    summary: "API keys of the caller, newest first",
    description:
      "Never a secret: `prefix` and `last4` tell keys apart. With `projectId` those for that project alone.",
    auth: "user",
    query: keyListQuerySchema,
    answer: { data: keysAnswer },
  },
  {
    method: "post",
    path: "/api/keys",
    id: "createKey",
    tag: "Keys",
    summary: "Make an API key",
    description:
      "`secret` is shown this once. Without `projectId` the key reaches all of the caller's projects; without `expiresAt` it works for 90 days, with null for ever. For a project that is shared with the caller, `files:write` and `evals` need the role of an editor. Budgets count prompt and answer, by UTC's days and months.",
    auth: "user",
    body: createKeySchema,
    answer: { status: 201, data: keyMadeAnswer },
    errors: ["not_found", "forbidden", "limit_reached"],
  },
  {
    method: "patch",
    path: key,
    id: "updateKey",
    tag: "Keys",
    summary: "Change a key",
    description: "What is absent stays. `budget` and `limits` merge field by field; null takes a cap away.",
    auth: "user",
    body: updateKeySchema,
    answer: { data: keyAnswer },
  },
  {
    method: "delete",
    path: key,
    id: "revokeKey",
    tag: "Keys",
    summary: "Revoke a key",
    description: "Its next request is refused and its open streams end.",
    auth: "user",
    answer: { data: emptyAnswer },
  },
  {
    method: "post",
    path: `${key}/rotate`,
    id: "rotateKey",
    tag: "Keys",
    summary: "Give a key another secret",
    description:
      "The one before goes on working for `overlapSeconds` (a day unless said otherwise, 30 days at most).",
    auth: "user",
    body: rotateKeySchema,
    answer: { data: keyMadeAnswer },
  },
];
