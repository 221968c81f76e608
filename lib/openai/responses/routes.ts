import { scopeOf } from "@/lib/auth";
import { readJson } from "@/lib/http";
import type { DialectCall, DialectRoute } from "../call";
import { countRequest } from "../count-request";
import { DialectError, faultyField } from "../errors";
import { parseBody } from "../parse";
import { requireOnlyProject } from "../project-of-key";
import { createResponse } from "./create";
import { cancelResponse } from "./in-flight";
import type { StoredItem } from "./items";
import { conversationSchema } from "./schema";
import {
  findConversation,
  newConversation,
  putConversation,
  removeStored,
  requireResponse,
  type StoredConversation,
} from "./stored";

const idOf = ({ params: [id = ""] }: DialectCall) => id;

async function retrieve(call: DialectCall) {
  await countRequest(call);
  if (call.request.nextUrl.searchParams.get("stream") === "true") {
    throw faultyField("stream", "A response that is there can't be streamed again.");
  }
  return (await requireResponse(scopeOf(call.principal), idOf(call))).response;
}

async function remove(call: DialectCall) {
  await countRequest(call);
  await removeStored(scopeOf(call.principal), idOf(call), "Response");
  return { id: idOf(call), object: "response", deleted: true };
}

async function cancel(call: DialectCall) {
  await countRequest(call);
  const scope = scopeOf(call.principal);
  const cancelled = await cancelResponse(idOf(call), scope);
  if (cancelled) return cancelled;
  await requireResponse(scope, idOf(call));
  throw new DialectError(400, "Cannot cancel a response that is complete; 'background' is not supported.", {
    param: "background",
    code: "unsupported_value",
  });
}

/** A page of items, newest first unless `order=asc`. */
function page(items: StoredItem[], call: DialectCall) {
  const query = call.request.nextUrl.searchParams;
  const limit = Math.min(100, Math.max(1, Number(query.get("limit") ?? 20) || 20));
  const ordered = query.get("order") === "asc" ? items : items.toReversed();
  const after = query.get("after");
  const from = after === null ? 0 : ordered.findIndex(({ id }) => id === after) + 1;
  const data = ordered.slice(from, from + limit);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < ordered.length,
  };
}

async function listInput(call: DialectCall) {
  await countRequest(call);
  return page((await requireResponse(scopeOf(call.principal), idOf(call))).input, call);
}

const toWire = ({ id, createdAt, metadata }: StoredConversation) => ({
  id,
  object: "conversation",
  created_at: createdAt,
  metadata,
});

async function createConversation(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  const { items, metadata } = parseBody(conversationSchema, await readJson(call.request));
  const conversation = newConversation(items ?? [], metadata ?? {});
  await putConversation(scope, projectId, conversation);
  return toWire(conversation);
}

async function conversationOf(call: DialectCall): Promise<StoredConversation> {
  const { scope, projectId } = await requireOnlyProject(call);
  const found = await findConversation(scope, projectId, idOf(call));
  if (!found) throw new DialectError(404, `Conversation with id '${idOf(call).slice(0, 100)}' not found.`);
  return found;
}

async function removeConversation(call: DialectCall) {
  await countRequest(call);
  await removeStored(scopeOf(call.principal), idOf(call), "Conversation");
  return { id: idOf(call), object: "conversation.deleted", deleted: true };
}

const scopes = ["chat"] as const;

export const responseRoutes: readonly DialectRoute[] = [
  { path: "/responses", methods: { POST: { scopes, handle: createResponse } } },
  {
    path: "/responses/*",
    methods: { GET: { scopes, handle: retrieve }, DELETE: { scopes, handle: remove } },
  },
  { path: "/responses/*/cancel", methods: { POST: { scopes, handle: cancel } } },
  { path: "/responses/*/input_items", methods: { GET: { scopes, handle: listInput } } },
  { path: "/conversations", methods: { POST: { scopes, handle: createConversation } } },
  {
    path: "/conversations/*",
    methods: {
      GET: { scopes, handle: async (call) => toWire(await conversationOf(call)) },
      DELETE: { scopes, handle: removeConversation },
    },
  },
  {
    path: "/conversations/*/items",
    methods: { GET: { scopes, handle: async (call) => page((await conversationOf(call)).items, call) } },
  },
];
