import type { Adapter } from "next-auth/adapters";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { routeTable } from "@/lib/http/endpoint";
import { getStore } from "@/lib/store";
import { type Answer, browserSignIn, type CallOptions, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { resultsOf, runToEnd, setWith } from "../support/eval-calls";
import { invite } from "../support/people";
import { addPrompt, createProject, data, getFile, uploadFile } from "../support/project-calls";
import { makeRelease } from "../support/release-calls";
import { fillPath, pathNames, type RouteFile, routeFiles } from "../support/routes";
import { ATTEMPTS, type Attempt, type Ids } from "../support/stranger-attempts";
import { aWebhook } from "../support/webhook-calls";

type Served = { name: string; method: string; route: RouteFile };

async function servedOperations(): Promise<Served[]> {
  const list: Served[] = [];
  // Visitors' routes have a matrix of their own (tests/api/visitors.test.ts).
  const elsewhere = /^\/api\/(v1|embed)\//;
  for (const route of routeFiles().filter(({ path }) => !elsewhere.test(path))) {
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
  const { setId, ids } = await setWith(person.token, project.id, [{ question: "secret question" }]);
  const { release } = data(await makeRelease(person.token, project.id));
  const run = await runToEnd(person.token, project.id, {
    testSetId: setId,
    candidate: "draft",
    baseline: null,
  });
  const [result] = await resultsOf(person.token, project.id, run.id);
  const { webhookId, deliveryId } = await aWebhook(person.token, project.id);
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
    setId,
    caseId: ids[0] ?? "",
    webhookId,
    deliveryId,
    runId: run.id,
    resultId: result?.id ?? "",
    number: String(release.number),
    sessionId: sessions.body.data.sessions[0].id,
    linkId: await linked(person.id),
    connectionId: "environment",
  };
}

async function linked(userId: string): Promise<string> {
  const store = await getStore();
  const account = { type: "oauth" as const, provider: "github", providerAccountId: userId };
  await (store.authAdapter() as Adapter).linkAccount?.({ userId, ...account });
  return (await store.users.links(userId))[0]?.id ?? "";
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
      method === "GET" &&
      !["public", "admin"].includes(ATTEMPTS[name]?.kind ?? "public") &&
      name !== "GET /api/users/sessions",
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
      expect([disguise, answer.status], name).toEqual([
        disguise,
        anonymous ? 401 : kind === "admin" ? 403 : 404,
      ]);
    }
    // A release's number is counted in its project and names nothing alone.
    const ids = pathNames(served.route.path).filter((id) => id !== "number");
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
      const { number: _, ...named } = theirs;
      for (const [what, id] of Object.entries(named)) expect(text, what).not.toContain(id);
      expect(text).not.toContain(victim.email);
      if (served.method !== "GET") expect(await snapshot(victim, theirs)).toEqual(before);
    },
  );

  it("reading has changed nothing either", async () => {
    expect(await snapshot(victim, theirs)).toEqual(before);
  });
});
