import type { DialectRoute } from "./call";
import { createChatCompletion } from "./chat-completions";
import { getModel, listModels } from "./models";
import { countRequest } from "./serve";

/** Everything under `/api/v1`. */
export const dialectRoutes: readonly DialectRoute[] = [
  {
    path: "/models",
    methods: {
      GET: {
        scope: "chat",
        handle: async (call) => {
          await countRequest(call);
          return listModels(call.principal);
        },
      },
    },
  },
  {
    path: "/models/*",
    methods: {
      GET: {
        scope: "chat",
        handle: async (call) => {
          await countRequest(call);
          return getModel(call.principal, call.params[0] ?? "");
        },
      },
    },
  },
  { path: "/chat/completions", methods: { POST: { scope: "chat", handle: createChatCompletion } } },
];
