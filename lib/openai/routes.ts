import { KEY_SCOPES } from "@/lib/schemas";
import type { DialectCall, DialectRoute } from "./call";
import { createChatCompletion } from "./chat-completions";
import { countRequest } from "./count-request";
import { createEmbeddings } from "./embeddings";
import { createFile, deleteFile, fileContent, listAllFiles, retrieveFile } from "./files";
import { getModel, listModels } from "./models";
import { responseRoutes } from "./responses/routes";

async function models(call: DialectCall) {
  await countRequest(call);
  const [id] = call.params;
  return id === undefined ? listModels(call.principal) : getModel(call.principal, id);
}

/** Everything under `/api/v1`. */
export const dialectRoutes: readonly DialectRoute[] = [
  { path: "/models", methods: { GET: { scopes: KEY_SCOPES, handle: models } } },
  { path: "/models/*", methods: { GET: { scopes: KEY_SCOPES, handle: models } } },
  { path: "/chat/completions", methods: { POST: { scopes: ["chat"], handle: createChatCompletion } } },
  ...responseRoutes,
  { path: "/embeddings", methods: { POST: { scopes: ["chat", "search"], handle: createEmbeddings } } },
  {
    path: "/files",
    methods: {
      GET: { scopes: ["files:read", "files:write"], handle: listAllFiles },
      POST: { scopes: ["files:write"], handle: createFile },
    },
  },
  {
    path: "/files/*",
    methods: {
      GET: { scopes: ["files:read", "files:write"], handle: retrieveFile },
      DELETE: { scopes: ["files:write"], handle: deleteFile },
    },
  },
  { path: "/files/*/content", methods: { GET: { scopes: ["files:read"], handle: fileContent } } },
];
