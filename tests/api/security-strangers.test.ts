import { beforeAll, describe, expect, it, vi } from "vitest";
import { routeTable } from "@/lib/http/endpoint";
import { type Answer, browserSignIn, type CallOptions, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { invite } from "../support/people";
import { addPrompt, createProject, data, getFile, uploadFile } from "../support/project-calls";
import { fillPath, pathNames, type RouteFile, routeFiles } from "../support/routes";

/** The ids of one person's things, by the names that paths and bodies use. */
type Ids = Record<string, string>;
/**
 * How a stranger would use one operation. `foreign` names the path's ids in `ids`; what else could carry an id is
 * filled from the victim's. `own` says that the operation has no id of anybody's in its path: it must answer from the
 * stranger's own things, and show nothing of the victim's.
 */
type Attempt = {
  kind: "foreign" | "own" | "public";
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

const ATTEMPTS: Record<string, Attempt> = {
  "GET /health": { kind: "public" },
  "GET /api/health": { kind: "public" },
  "GET /api/openapi.json": { kind: "public" },
  "POST /api/auth/register": { kind: "public" },
  "POST /api/auth/login": { kind: "public" },
  "GET /api/auth/[...nextauth]": { kind: "public" },
  "POST /api/auth/[...nextauth]": { kind: "public" },

  "GET /api/users/profile": { kind: "own", query: ({ userId = "" }) => ({ userId, id: userId }) },
  "PUT /api/users/profile": {
    kind: "own",
    body: ({ userId }) => ({ id: userId, userId, name: "Stranger" }),
  },
  "DELETE /api/users/profile": { kind: "own", body: ({ userId }) => ({ userId, currentPassword: "wrong" }) },
  "GET /api/users/export": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "GET /api/users/sessions": { kind: "own", query: ({ userId = "" }) => ({ userId }) },
  "DELETE /api/users/sessions": { kind: "own", body: ({ userId }) => ({ userId }) },
  "DELETE /api/users/sessions/{sessionId}": { kind: "foreign" },

  "GET /api/usage": {
    kind: "own",
    query: ({ projectId = "", userId = "" }) => ({ projectId, ownerId: userId, groupBy: "project" }),
  },

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
  "DELETE /api/projects/{projectId}/files/{fileId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/files/{fileId}/content": { kind: "foreign" },
  "GET /api/projects/{projectId}/files/{fileId}/passages": { kind: "foreign" },
  "POST /api/projects/{projectId}/files/{fileId}/retry": { kind: "foreign" },
  "POST /api/projects/{projectId}/search": { kind: "foreign", body: () => ({ query: "secret" }) },
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
  "GET /api/projects/{projectId}/members": { kind: "foreign" },
  "PATCH /api/projects/{projectId}/members/{userId}": { kind: "foreign", body: () => ({ role: "owner" }) },
  "DELETE /api/projects/{projectId}/members/{userId}": { kind: "foreign" },
  "GET /api/projects/{projectId}/invitations": { kind: "foreign" },
  "POST /api/projects/{projectId}/invitations": { kind: "foreign", body: () => ({ role: "owner" }) },
  "DELETE /api/projects/{projectId}/invitations/{invitationId}": { kind: "foreign" },
  "GET /api/invitations/{token}": { kind: "public" },
  "POST /api/invitations/{token}": { kind: "foreign" },
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

type Served = { name: string; method: string; route: RouteFile };

async function servedOperations(): Promise<Served[]> {
  const list: Served[] = [];
  for (const route of routeFiles().filter(({ path }) => !path.startsWith("/api/v1/"))) {
    const { GET } = await route.load();
    const table = GET && routeTable(GET);
    if (!table) throw new Error(`${route.file} does not come from endpoint()`);
    for (const method of Object.keys(table)) list.push({ name: `${method} ${route.path}`, method, route });
  }
  return list;
}

const SERVED = await servedOperations();

describe("the table of strangers' attempts", () => {
  it("has every operation that the routes serve", () => {
    expect(SERVED.map(({ name }) => name).filter((name) => !ATTEMPTS[name])).toEqual([]);
  });
});

async function makeThings(person: Person): Promise<Ids> {
  const { project } = data(
    await createProject(person.token, { name: "Private", description: "secret plans" }),
  );
  const { prompt } = data(await addPrompt(person.token, project.id, { content: "secret prompt" }));
  const body = new FormData();
  body.set("file", new File(["secret file"], "secret.txt"));
  const { file } = data(await uploadFile(person.token, project.id, { body }));
  const state = async () => data(await getFile(person.token, project.id, file.id)).file.status;
  await vi.waitFor(async () => expect(await state()).toBe("ready"), 60_000);
  const send = { body: { message: "secret message", stream: false }, token: person.token };
  const chatRoute = await import("@/app/api/chat/[projectId]/route");
  const params = { projectId: project.id };
  const sent = data(await call(chatRoute, `POST /api/chat/${project.id}`, { ...send, params }));
  const shareRoute = await import("@/app/api/chats/[chatId]/share/route");
  const shared = data(
    await call(shareRoute, `POST /api/chats/${sent.chatId}/share`, {
      token: person.token,
      params: { chatId: sent.chatId },
      body: {},
    }),
  );
  const keyRoute = await import("@/app/api/keys/route");
  const key = { name: "Secret", scopes: ["chat"], projectId: project.id };
  const made = data(await call(keyRoute, "POST /api/keys", { token: person.token, body: key }));
  const invited = data(await invite(person.token, project.id));
  const sessions = await read("/api/users/sessions", person);
  const versions = await read("/api/projects/{projectId}/versions", person, params);
  return {
    userId: person.id,
    projectId: project.id,
    versionId: versions.body.data.versions[0].id,
    promptId: prompt.id,
    fileId: file.id,
    chatId: sent.chatId,
    messageId: sent.messageId,
    shareId: shared.share.id,
    keyId: made.key.id,
    invitationId: invited.invitation.id,
    sessionId: sessions.body.data.sessions[0].id,
  };
}

async function use(
  { method, route }: Pick<Served, "method" | "route">,
  ids: Ids,
  options: CallOptions,
): Promise<Answer> {
  const params = Object.fromEntries(pathNames(route.path).map((name) => [name, ids[name] ?? ""]));
  return call(await route.load(), `${method} ${fillPath(route.path, params)}`, { ...options, params });
}

async function read(path: string, person: Person, ids: Ids = {}): Promise<Answer> {
  const route = routeFiles().find((candidate) => candidate.path === path);
  if (!route) throw new Error(`There is no route ${path}`);
  return use({ method: "GET", route }, ids, { token: person.token });
}

/** Everything of a person that the API shows, but for when their sessions were last seen. */
async function snapshot(person: Person, ids: Ids): Promise<unknown> {
  const reads = SERVED.filter(
    ({ name, method }) =>
      method === "GET" && ATTEMPTS[name]?.kind !== "public" && name !== "GET /api/users/sessions",
  );
  const shown: Record<string, unknown> = {};
  for (const served of reads) {
    const query = ATTEMPTS[served.name]?.query?.(ids) ?? {};
    const { status, body, response } = await use(served, ids, { token: person.token, query });
    expect(status, served.name).toBeLessThan(300);
    if (body === null) await response.body?.cancel();
    shown[served.name] = body;
  }
  return shown;
}

onEachEngine(() => {
  let victim: Person;
  let stranger: Person;
  let theirs: Ids;
  let own: Ids;
  let cookie: string;
  let before: unknown;
  beforeAll(async () => {
    [victim, stranger] = [await signUp(), await signUp()];
    [theirs, own] = [await makeThings(victim), await makeThings(stranger)];
    cookie = (await browserSignIn(stranger)).cookie;
    before = await snapshot(victim, theirs);
  });

  const optionsOf = (attempt: Attempt): CallOptions => ({
    ...(attempt.body ? { body: attempt.body(theirs) } : {}),
    query: { ...theirs, ...attempt.query?.(theirs) },
  });
  const forgedCookies = () =>
    Object.entries(theirs)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  const names = SERVED.flatMap(({ name }) => {
    const kind = ATTEMPTS[name]?.kind ?? "public";
    return kind === "public" ? [] : [{ name, kind }];
  });

  /** Every way to be the wrong person. */
  const disguises = (): [string, CallOptions][] => [
    ["nobody", {}],
    ["nobody, with the victim's ids in cookies", { cookie: forgedCookies() }],
    ["a stranger's token", { token: stranger.token }],
    [
      "a stranger's token and the victim's ids in cookies",
      { token: stranger.token, cookie: forgedCookies() },
    ],
    ["a stranger's browser", { cookie: `${cookie}; ${forgedCookies()}` }],
  ];

  it.each(names)("$name gives a stranger nothing and changes nothing", async ({ name, kind }) => {
    const served = SERVED.find((candidate) => candidate.name === name);
    const attempt = ATTEMPTS[name];
    if (!served || !attempt) throw new Error(`${name} is not served`);
    for (const [disguise, credentials] of disguises()) {
      const anonymous = disguise.startsWith("nobody");
      if (kind === "own" && !anonymous) continue;
      const answer = await use(served, theirs, { ...optionsOf(attempt), ...credentials });
      expect([disguise, answer.status], name).toEqual([disguise, anonymous ? 401 : 404]);
    }
    const ids = pathNames(served.route.path);
    // An own thing in front must not open the victim's behind it, nor the other way round.
    for (const mixed of ids.length > 1 ? ids : []) {
      const combined = { ...own, [mixed]: theirs[mixed] ?? "" };
      const answer = await use(served, combined, { ...optionsOf(attempt), token: stranger.token });
      expect([mixed, answer.status], name).toEqual([mixed, 404]);
    }
    if (attempt.borrowed) {
      const answer = await use(served, own, { ...optionsOf(attempt), token: stranger.token });
      expect(answer.status, `${name} with the victim's ids in the body`).toBe(attempt.borrowed);
    }
    if (served.method !== "GET") expect(await snapshot(victim, theirs)).toEqual(before);
  });

  it.each(names.filter(({ kind }) => kind === "own"))(
    "$name answers from the stranger's own things alone",
    async ({ name }) => {
      const served = SERVED.find((candidate) => candidate.name === name);
      const attempt = ATTEMPTS[name];
      if (!served || !attempt) throw new Error(`${name} is not served`);
      const answer = await use(served, own, { ...optionsOf(attempt), token: stranger.token });
      if (answer.body === null) await answer.response.body?.cancel();
      expect(answer.status).toBeLessThan(500);
      const { requestId, ...shown } = answer.body ?? {};
      const text = JSON.stringify(shown);
      for (const [what, id] of Object.entries(theirs)) expect(text, what).not.toContain(id);
      expect(text).not.toContain(victim.email);
      if (served.method !== "GET") expect(await snapshot(victim, theirs)).toEqual(before);
    },
  );

  it("reading has changed nothing either", async () => {
    expect(await snapshot(victim, theirs)).toEqual(before);
  });
});
