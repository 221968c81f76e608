import {
  changeConnectionSchema,
  connectionAnswer,
  connectionsAnswer,
  connectionTestAnswer,
  createConnectionSchema,
  emptyAnswer,
  ownKeyAnswer,
  ownKeysAnswer,
  putOwnKeySchema,
  testConnectionSchema,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const connection = "/api/admin/connections/{connectionId}";
const keys = "/api/projects/{projectId}/provider-keys";

export const connectionOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/admin/connections",
    id: "listConnections",
    tag: "Administration",
    summary: "The providers that answer here",
    description:
      "For administrators. The one that the variables of the environment set up comes first, `readOnly`, with the id `environment`. Keys are written and never read: `hasKey` says whether there is one.",
    auth: "user",
    answer: { data: connectionsAnswer },
    errors: ["forbidden"],
  },
  {
    method: "post",
    path: "/api/admin/connections",
    id: "createConnection",
    tag: "Administration",
    summary: "Connect a provider",
    description:
      "Any server with OpenAI's chat completions. Its models are named `<slug>::<model>`, so that two providers may offer the same one. An address on a private network is asked only with `allowPrivate`, a link-local one never. At most 50: 409 `limit_reached`.",
    auth: "user",
    body: createConnectionSchema,
    answer: { status: 201, data: connectionAnswer },
    errors: ["forbidden", "limit_reached"],
  },
  {
    method: "patch",
    path: connection,
    id: "changeConnection",
    tag: "Administration",
    summary: "Change a provider, its key, its models",
    description:
      "`models` replaces the list: a model is renamed, hidden, given a price, or added where the provider does not list it. `apiKey` null removes the key; an address on another host needs it again. Other processes see a change within about a second.",
    auth: "user",
    body: changeConnectionSchema,
    answer: { data: connectionAnswer },
    errors: ["forbidden", "not_found"],
  },
  {
    method: "delete",
    path: connection,
    id: "deleteConnection",
    tag: "Administration",
    summary: "Disconnect a provider",
    description:
      "Its key and the projects' own keys for it go. Projects that name its models need another one.",
    auth: "user",
    answer: { data: emptyAnswer },
    errors: ["forbidden", "not_found"],
  },
  {
    method: "post",
    path: `${connection}/test`,
    id: "testConnection",
    tag: "Administration",
    summary: "Try a provider: models, times, what it supports",
    description:
      "Lists the models and asks one of them (`model`, else the first that chats) three small questions, which cost a few hundred tokens. A provider that fails is an answer with `ok: false` and why.",
    auth: "user",
    body: testConnectionSchema,
    answer: { data: connectionTestAnswer },
    errors: ["forbidden", "not_found"],
  },
  {
    method: "get",
    path: keys,
    id: "listProviderKeys",
    tag: "Projects",
    summary: "For which providers a project has a key of its own",
    description: "For owners. Keys are never read.",
    auth: "user",
    answer: { data: ownKeysAnswer },
    errors: ["forbidden", "not_found"],
  },
  {
    method: "put",
    path: `${keys}/{connectionId}`,
    id: "putProviderKey",
    tag: "Projects",
    summary: "Bring a key of the project's own",
    description:
      "Replies, titles and judges of this project, and of no other, use it in place of the installation's. The provider's address stays the administrator's.",
    auth: "user",
    body: putOwnKeySchema,
    answer: { data: ownKeyAnswer },
    errors: ["forbidden", "not_found"],
  },
  {
    method: "delete",
    path: `${keys}/{connectionId}`,
    id: "deleteProviderKey",
    tag: "Projects",
    summary: "Remove the project's own key",
    description: "The installation's is used again.",
    auth: "user",
    answer: { data: ownKeyAnswer },
    errors: ["forbidden", "not_found"],
  },
];
