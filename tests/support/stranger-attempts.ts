/** The ids of one person's things, by the names that paths and bodies use. */
export type Ids = Record<string, string>;
/**
 * How a stranger would use one operation. `foreign` names the path's ids in `ids`; what else could carry an id is
 * filled from the victim's. `own` says that the operation has no id of anybody's in its path: it must answer from the
 * stranger's own things, and show nothing of the victim's. `admin` is for administrators alone.
 */
export type Attempt = {
  kind: "foreign" | "own" | "public" | "admin";
  /** What the stranger's own path with the victim's ids in the body is answered. */
  borrowed?: number;
  body?: (ids: Ids) => unknown;
  query?: (ids: Ids) => Ids;
};

const form = () => {
  const data = new FormData();
  data.set("file", new File(["stolen"], "stolen.txt"));
  return data;
};

export const ATTEMPTS: Record<string, Attempt> = {
  "GET /health": { kind: "public" },
  "GET /api/health": { kind: "public" },
  "GET /.well-known/oauth-protected-resource/api/projects/{projectId}/mcp": { kind: "public" },
  "GET /api/openapi.json": { kind: "public" },
  "GET /pdf-data/{kind}/{name}": { kind: "public" },
  "GET /api/reference.md": { kind: "public" },
  "POST /api/auth/register": { kind: "public" },
  "POST /api/auth/login": { kind: "public" },
  "POST /api/auth/forgot": { kind: "public" },
  "POST /api/auth/reset": { kind: "public" },
  "POST /api/auth/verify": { kind: "public" },
  "POST /api/auth/second-step": { kind: "public" },
  "GET /api/metrics": { kind: "public" },
  "GET /api/auth/[...nextauth]": { kind: "public" },
  "POST /api/auth/[...nextauth]": { kind: "public" },

  "GET /api/users/profile": { kind: "own", query: ({ userId = "" }) => ({ userId, id: userId }) },
  "PUT /api/users/profile": {
    kind: "own",
    body: ({ userId }) => ({ id: userId, userId, name: "Stranger" }),
  },
  "DELETE /api/users/profile": { kind: "own", body: ({ userId }) => ({ userId, currentPassword: "wrong" }) },
  "GET /api/users/export": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "GET /api/users/sign-ins": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "DELETE /api/users/sign-ins/{linkId}": { kind: "foreign", body: () => ({}) },
  "POST /api/users/verification": { kind: "own" },
  "GET /api/users/second-factor": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "POST /api/users/second-factor": {
    kind: "own",
    body: ({ userId }) => ({ userId, currentPassword: "wrong" }),
  },
  "DELETE /api/users/second-factor": {
    kind: "own",
    body: ({ userId }) => ({ userId, currentPassword: "wrong" }),
  },
  "POST /api/users/second-factor/confirm": {
    kind: "own",
    body: ({ userId }) => ({ userId, code: "000000" }),
  },
  "POST /api/users/second-factor/recovery-codes": {
    kind: "own",
    body: ({ userId }) => ({ userId, code: "000000" }),
  },
  "GET /api/users/sessions": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "DELETE /api/users/sessions": { kind: "own", body: ({ userId }) => ({ userId }) },
  "DELETE /api/users/sessions/{sessionId}": { kind: "foreign" },

  "GET /api/usage": {
    kind: "own",
    query: ({ projectId = "", userId = "" }) => ({ projectId, ownerId: userId, groupBy: "project" }),
  },

  "GET /api/admin/users": { kind: "admin", query: ({ userId = "" }) => ({ q: userId }) },
  "PATCH /api/admin/users/{userId}": { kind: "admin", body: () => ({ disabled: true }) },
  "GET /api/admin/users/{userId}": { kind: "admin" },
  "DELETE /api/admin/users/{userId}": { kind: "admin" },
  "DELETE /api/admin/users/{userId}/sessions": { kind: "admin" },
  "POST /api/admin/users/{userId}/reset": { kind: "admin" },
  "GET /api/admin/settings": { kind: "admin" },
  "PUT /api/admin/settings": { kind: "admin", body: () => ({ signUp: "closed" }) },
  "GET /api/admin/audit": { kind: "admin" },
  "GET /api/admin/audit/export": { kind: "admin" },
  "GET /api/admin/health": { kind: "admin" },
  "POST /api/admin/backup": { kind: "admin" },
  "GET /api/admin/first-steps": { kind: "admin" },
  "GET /api/admin/usage": { kind: "admin" },
  "GET /api/users/quota": { kind: "own" },
  "POST /api/admin/first-steps": { kind: "admin", body: () => ({ step: "provider" }) },
  "GET /api/installation/logo": { kind: "public" },
  "GET /api/admin/connections": { kind: "admin" },
  "GET /api/admin/connections/{connectionId}/models": { kind: "admin" },
  "POST /api/admin/connections": {
    kind: "admin",
    body: () => ({ name: "Mine", baseUrl: "https://mine.example/v1" }),
  },
  "PATCH /api/admin/connections/{connectionId}": {
    kind: "admin",
    body: () => ({ baseUrl: "https://mine.example/v1" }),
  },
  "DELETE /api/admin/connections/{connectionId}": { kind: "admin" },
  "POST /api/admin/connections/{connectionId}/test": { kind: "admin", body: () => ({}) },
  "GET /api/projects/{projectId}/provider-keys": { kind: "foreign" },
  "PUT /api/projects/{projectId}/provider-keys/{connectionId}": {
    kind: "foreign",
    body: () => ({ apiKey: "stolen" }),
  },
  "DELETE /api/projects/{projectId}/provider-keys/{connectionId}": { kind: "foreign" },

  "GET /api/keys": { kind: "own", query: ({ projectId = "" }) => ({ projectId }) },
  "POST /api/keys": {
    kind: "foreign",
    body: ({ projectId, userId }) => ({ name: "Stolen", scopes: ["chat"], projectId, ownerId: userId }),
    borrowed: 404,
  },
  "PATCH /api/keys/{keyId}": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "DELETE /api/keys/{keyId}": { kind: "foreign" },
  "POST /api/keys/{keyId}/rotate": { kind: "foreign", body: () => ({}) },

  "GET /api/models": { kind: "own" },
  "GET /api/users/prompts": { kind: "own" },
  "POST /api/users/prompts": {
    kind: "own",
    body: ({ userId }) => ({ name: "Mine", content: "Text", ownerId: userId }),
  },
  "PATCH /api/users/prompts/{promptId}": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "DELETE /api/users/prompts/{promptId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/feedback": { kind: "foreign" },
  "PUT /api/projects/{projectId}/pin": { kind: "foreign", body: () => ({ pinned: true }) },
  "GET /api/projects/{projectId}/shared-chats": { kind: "foreign" },
  "GET /api/projects/{projectId}/shared-chats/{chatId}": { kind: "foreign" },
  "POST /api/chats/{chatId}/move": { kind: "foreign", body: ({ projectId }) => ({ projectId }) },
  "GET /api/projects": { kind: "own", query: ({ userId = "" }) => ({ ownerId: userId }) },
  "POST /api/projects": {
    kind: "own",
    body: ({ userId, projectId }) => ({ name: "Mine", ownerId: userId, id: projectId }),
  },
  "GET /api/projects/{projectId}": { kind: "foreign" },
  "PUT /api/projects/{projectId}": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "DELETE /api/projects/{projectId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/export": { kind: "foreign", query: () => ({ files: "true" }) },
  "POST /api/projects/{projectId}/duplicate": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "POST /api/projects/import": {
    kind: "own",
    body: ({ userId, projectId, fileId }) => ({
      format: "chatbot-platform.project",
      version: 1,
      project: { id: projectId, ownerId: userId, name: "Mine" },
      files: [{ id: fileId, filename: "a.txt", content: "YQ==" }],
    }),
  },
  "POST /api/projects/{projectId}/prompts": { kind: "foreign", body: () => ({ content: "Stolen" }) },
  "PUT /api/projects/{projectId}/prompts": {
    kind: "foreign",
    body: ({ promptId = "" }) => ({ order: [promptId] }),
    borrowed: 404,
  },
  "PUT /api/projects/{projectId}/prompts/{promptId}": {
    kind: "foreign",
    body: () => ({ content: "Stolen" }),
  },
  "DELETE /api/projects/{projectId}/prompts/{promptId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/files": { kind: "foreign" },
  "POST /api/projects/{projectId}/files": { kind: "foreign", body: form },
  "GET /api/projects/{projectId}/files/{fileId}": { kind: "foreign" },
  "PATCH /api/projects/{projectId}/files/{fileId}": { kind: "foreign", body: () => ({ chatId: null }) },
  "DELETE /api/projects/{projectId}/files/{fileId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/files/{fileId}/content": { kind: "foreign" },
  "GET /api/projects/{projectId}/files/{fileId}/passages": { kind: "foreign" },
  "POST /api/projects/{projectId}/files/{fileId}/retry": { kind: "foreign" },
  "POST /api/projects/{projectId}/search": { kind: "foreign", body: () => ({ query: "secret" }) },
  "POST /api/projects/{projectId}/mcp": {
    kind: "foreign",
    body: () => ({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  },
  "GET /api/projects/{projectId}/versions": { kind: "foreign" },
  "GET /api/projects/{projectId}/versions/{versionId}": { kind: "foreign" },
  "POST /api/projects/{projectId}/versions/{versionId}/restore": { kind: "foreign" },
  "POST /api/projects/{projectId}/preview": {
    kind: "foreign",
    body: ({ chatId }) => ({ message: "secret", chatId }),
    borrowed: 404,
  },

  "POST /api/chat/{projectId}": {
    kind: "foreign",
    body: ({ chatId, messageId }) => ({ message: "Stolen", chatId, parentId: messageId }),
    borrowed: 404,
  },
  "GET /api/projects/{projectId}/chats": { kind: "foreign" },
  "GET /api/projects/{projectId}/embed": { kind: "foreign" },
  "PUT /api/projects/{projectId}/embed": { kind: "foreign", body: () => ({ enabled: true }) },
  "DELETE /api/projects/{projectId}/embed/visitors": { kind: "foreign" },
  "GET /api/projects/{projectId}/members": { kind: "foreign" },
  "PATCH /api/projects/{projectId}/members/{userId}": { kind: "foreign", body: () => ({ role: "owner" }) },
  "DELETE /api/projects/{projectId}/members/{userId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/invitations": { kind: "foreign" },
  "POST /api/projects/{projectId}/invitations": { kind: "foreign", body: () => ({ role: "owner" }) },
  "DELETE /api/projects/{projectId}/invitations/{invitationId}": { kind: "foreign" },
  "GET /api/invitations/{token}": { kind: "public" },
  "POST /api/invitations/{token}": { kind: "foreign" },
  "GET /api/projects/{projectId}/webhooks": { kind: "foreign" },
  "POST /api/projects/{projectId}/webhooks": {
    kind: "foreign",
    body: () => ({ url: "https://hook.example", events: ["reply.finished"] }),
  },
  "PATCH /api/projects/{projectId}/webhooks/{webhookId}": {
    kind: "foreign",
    body: () => ({ url: "https://hook.example" }),
  },
  "DELETE /api/projects/{projectId}/webhooks/{webhookId}": { kind: "foreign" },
  "POST /api/projects/{projectId}/webhooks/{webhookId}/rotate": { kind: "foreign" },
  "POST /api/projects/{projectId}/webhooks/{webhookId}/test": { kind: "foreign" },
  "GET /api/projects/{projectId}/webhooks/{webhookId}/deliveries": { kind: "foreign" },
  "POST /api/projects/{projectId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend": { kind: "foreign" },
  "GET /api/projects/{projectId}/test-sets": { kind: "foreign" },
  "POST /api/projects/{projectId}/test-sets": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "GET /api/test-sets/{setId}": { kind: "foreign" },
  "PATCH /api/test-sets/{setId}": { kind: "foreign", body: () => ({ name: "Stolen" }) },
  "DELETE /api/test-sets/{setId}": { kind: "foreign" },
  "GET /api/test-sets/{setId}/cases": { kind: "foreign" },
  "POST /api/test-sets/{setId}/cases": { kind: "foreign", body: () => ({ question: "Stolen" }) },
  "GET /api/test-sets/{setId}/export": { kind: "foreign" },
  "POST /api/test-sets/{setId}/import": { kind: "foreign", body: () => ({ cases: [] }) },
  "GET /api/cases/{caseId}": { kind: "foreign" },
  "PUT /api/cases/{caseId}": { kind: "foreign", body: () => ({ question: "Stolen" }) },
  "DELETE /api/cases/{caseId}": { kind: "foreign" },
  "POST /api/chats/{chatId}/messages/{messageId}/case": {
    kind: "foreign",
    body: ({ setId }) => ({ testSetId: setId }),
    borrowed: 404,
  },
  "GET /api/projects/{projectId}/case-suggestions": { kind: "foreign" },
  "GET /api/projects/{projectId}/eval-runs": { kind: "foreign" },
  "POST /api/projects/{projectId}/eval-runs": {
    kind: "foreign",
    body: ({ setId }) => ({ testSetId: setId, candidate: "draft" }),
    borrowed: 404,
  },
  "GET /api/projects/{projectId}/eval-runs/{runId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/eval-runs/{runId}/results": { kind: "foreign" },
  "GET /api/projects/{projectId}/eval-runs/{runId}/results/{resultId}/request": { kind: "foreign" },
  "GET /api/projects/{projectId}/eval-runs/{runId}/report": { kind: "foreign" },
  "POST /api/projects/{projectId}/eval-runs/{runId}/cancel": { kind: "foreign" },
  "POST /api/projects/{projectId}/eval-runs/{runId}/why": { kind: "foreign" },
  "PUT /api/projects/{projectId}/eval-runs/{runId}/results/{resultId}/review": {
    kind: "foreign",
    body: () => ({ agree: true }),
  },
  "GET /api/projects/{projectId}/files/{fileId}/impact": { kind: "foreign" },
  "GET /api/projects/{projectId}/releases": { kind: "foreign" },
  "POST /api/projects/{projectId}/releases": { kind: "foreign", body: () => ({ note: "Stolen" }) },
  "GET /api/projects/{projectId}/releases/{number}": { kind: "foreign" },
  "GET /api/projects/{projectId}/releases/{number}/compare": { kind: "foreign" },
  "PUT /api/projects/{projectId}/live": { kind: "foreign", body: () => ({ release: 1 }) },
  "GET /api/projects/{projectId}/publications": { kind: "foreign" },

  "GET /api/chats/{chatId}": { kind: "foreign" },
  "PATCH /api/chats/{chatId}": {
    kind: "foreign",
    body: ({ messageId }) => ({ title: "Stolen", activeLeafId: messageId }),
    borrowed: 404,
  },
  "DELETE /api/chats/{chatId}": { kind: "foreign" },
  "GET /api/chats/{chatId}/messages": { kind: "foreign" },
  "GET /api/chats/{chatId}/stream": { kind: "foreign" },
  "POST /api/chats/{chatId}/stop": { kind: "foreign" },
  "POST /api/chats/{chatId}/regenerate": {
    kind: "foreign",
    body: ({ messageId }) => ({ messageId }),
    borrowed: 404,
  },
  "POST /api/chats/{chatId}/continue": {
    kind: "foreign",
    body: ({ messageId }) => ({ messageId }),
    borrowed: 404,
  },
  "PUT /api/chats/{chatId}/messages/{messageId}/feedback": {
    kind: "foreign",
    body: () => ({ rating: "down" }),
  },
  "GET /api/chats/{chatId}/messages/{messageId}/request": { kind: "foreign" },
  "GET /api/chats/{chatId}/export": { kind: "foreign" },
  "GET /api/chats/{chatId}/share": { kind: "foreign" },
  "POST /api/chats/{chatId}/share": {
    kind: "foreign",
    body: ({ messageId }) => ({ leafId: messageId }),
    borrowed: 404,
  },
  "DELETE /api/chats/{chatId}/share/{shareId}": { kind: "foreign" },
  "GET /api/shared/{token}": { kind: "public" },
  "GET /api/search": { kind: "own", query: () => ({ q: "secret" }) },
  "GET /api/events": { kind: "own" },
};
