/** One of everything that a person can have, and every operation that can be called on it. */
import type { Adapter } from "next-auth/adapters";
import { expect, vi } from "vitest";
import { routeTable } from "@/lib/http/endpoint";
import { getStore } from "@/lib/store";
import { type Answer, type CallOptions, call, type Person } from "./api";
import { resultsOf, runToEnd, setWith } from "./eval-calls";
import { invite } from "./people";
import { addPrompt, createProject, data, getFile, uploadFile } from "./project-calls";
import { makeRelease } from "./release-calls";
import { fillPath, pathNames, type RouteFile, routeFiles } from "./routes";
import type { Ids } from "./stranger-attempts";
import { aWebhook } from "./webhook-calls";

export type Served = { name: string; method: string; route: RouteFile };

export async function servedOperations(): Promise<Served[]> {
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

export async function makeThings(person: Person): Promise<Ids> {
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
  const oneChat = await import("@/app/api/chats/[chatId]/route");
  const toShare = { token: person.token, params: { chatId: sent.chatId }, body: { shared: true } };
  data(await call(oneChat, `PATCH /api/chats/${sent.chatId}`, toShare));
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

export async function use(
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
