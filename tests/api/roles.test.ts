import { beforeAll, expect, it } from "vitest";
import { routeTable } from "@/lib/http/endpoint";
import { type Answer, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { join } from "../support/people";
import { createProject, data } from "../support/project-calls";
import { fillPath, pathNames, type RouteFile, routeFiles } from "../support/routes";

const RANKS = ["member", "editor", "owner"] as const;
type Rank = (typeof RANKS)[number];

/** The least role of every operation on a project; what is not listed needs none but membership. */
const LEAST: Record<string, Rank> = {
  "PUT /api/projects/{projectId}": "editor",
  "DELETE /api/projects/{projectId}": "owner",
  "POST /api/projects/{projectId}/prompts": "editor",
  "PUT /api/projects/{projectId}/prompts": "editor",
  "PUT /api/projects/{projectId}/prompts/{promptId}": "editor",
  "DELETE /api/projects/{projectId}/prompts/{promptId}": "editor",
  "PATCH /api/projects/{projectId}/files/{fileId}": "editor",
  "POST /api/projects/{projectId}/files/{fileId}/retry": "editor",
  "GET /api/projects/{projectId}/files/{fileId}/impact": "editor",
  "POST /api/projects/{projectId}/duplicate": "editor",
  "GET /api/projects/{projectId}/export": "editor",
  "POST /api/projects/{projectId}/versions/{versionId}/restore": "editor",
  "GET /api/projects/{projectId}/embed": "editor",
  "PUT /api/projects/{projectId}/embed": "editor",
  "DELETE /api/projects/{projectId}/embed/visitors": "editor",
  "GET /api/projects/{projectId}/webhooks": "editor",
  "POST /api/projects/{projectId}/webhooks": "editor",
  "PATCH /api/projects/{projectId}/webhooks/{webhookId}": "editor",
  "DELETE /api/projects/{projectId}/webhooks/{webhookId}": "editor",
  "POST /api/projects/{projectId}/webhooks/{webhookId}/rotate": "editor",
  "POST /api/projects/{projectId}/webhooks/{webhookId}/test": "editor",
  "GET /api/projects/{projectId}/webhooks/{webhookId}/deliveries": "editor",
  "POST /api/projects/{projectId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend": "editor",
  "GET /api/projects/{projectId}/case-suggestions": "editor",
  "GET /api/projects/{projectId}/provider-keys": "owner",
  "PUT /api/projects/{projectId}/provider-keys/{connectionId}": "owner",
  "DELETE /api/projects/{projectId}/provider-keys/{connectionId}": "owner",
  "PATCH /api/projects/{projectId}/members/{userId}": "owner",
  // Somebody else; leaving is everybody's.
  "DELETE /api/projects/{projectId}/members/{userId}": "owner",
  "GET /api/projects/{projectId}/invitations": "owner",
  "POST /api/projects/{projectId}/invitations": "owner",
  "DELETE /api/projects/{projectId}/invitations/{invitationId}": "owner",
};
/** Read by members: what a chat needs. Writes that are not listed above must name their role here. */
const FOR_MEMBERS = [
  "POST /api/chat/{projectId}",
  "POST /api/projects/{projectId}/search",
  "POST /api/projects/{projectId}/preview",
  // Their own list.
  "PUT /api/projects/{projectId}/pin",
  // Files of their own chats, not the project's; see tests/api/files-of-a-chat.test.ts.
  "POST /api/projects/{projectId}/files",
  "DELETE /api/projects/{projectId}/files/{fileId}",
  // For keys alone; tests/api/mcp.test.ts holds who may.
  "POST /api/projects/{projectId}/mcp",
];
/** Rooms with a matrix of their own. */
const ELSEWHERE = /^\/\.well-known\/|\/(releases|live|publications|test-sets|eval-runs|cases)(\/|$)/;

type Served = { name: string; method: string; route: RouteFile };
const served: Served[] = [];
for (const route of routeFiles()) {
  if (!route.path.includes("{projectId}") || ELSEWHERE.test(route.path)) continue;
  const { GET } = await route.load();
  for (const method of Object.keys((GET && routeTable(GET)) ?? {})) {
    served.push({ name: `${method} ${route.path}`, method, route });
  }
}
// What removes the project comes last.
served.sort((a, b) => Number(a.name.startsWith("DELETE")) - Number(b.name.startsWith("DELETE")));

it("every operation that writes to a project says who may", () => {
  const silent = served.filter(
    ({ name, method }) => method !== "GET" && !(name in LEAST) && !FOR_MEMBERS.includes(name),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(Object.keys(LEAST).filter((name) => !served.some((one) => one.name === name))).toEqual([]);
});

onEachEngine(() => {
  let people: Record<Rank | "stranger", Person>;
  let projectId: string;
  beforeAll(async () => {
    const owner = await signUp();
    projectId = data(await createProject(owner.token, { name: "Matrix" })).project.id;
    people = {
      owner,
      editor: await join(owner, projectId, "editor"),
      member: await join(owner, projectId, "member"),
      stranger: await signUp(),
    };
  });

  /** No body and ids of nothing: whoever may is told so, and nothing is changed. */
  const attempt = async ({ method, route }: Served, person: Person): Promise<Answer> => {
    const nothing = "0123456789abcdef01234567";
    const params = Object.fromEntries(
      pathNames(route.path).map((name) => [name, name === "projectId" ? projectId : nothing]),
    );
    const answer = await call(await route.load(), `${method} ${fillPath(route.path, params)}`, {
      token: person.token,
      params,
    });
    if (answer.body === null) await answer.response.body?.cancel();
    return answer;
  };
  const missing = (answer: Answer) => answer.status === 404 && answer.body?.message === "Project not found";

  it.each(served.map(({ name }) => name))("%s", async (name) => {
    const one = served.find((candidate) => candidate.name === name);
    if (!one) throw new Error(name);
    const least = LEAST[name] ?? "member";
    expect(missing(await attempt(one, people.stranger)), "a stranger").toBe(true);
    for (const rank of RANKS) {
      const allowed = RANKS.indexOf(rank) >= RANKS.indexOf(least);
      // The one that would end the matrix.
      if (allowed && name === "DELETE /api/projects/{projectId}") continue;
      const answer = await attempt(one, people[rank]);
      expect(answer.body?.code === "forbidden", `${rank}: ${answer.status}`).toBe(!allowed);
      expect(missing(answer), rank).toBe(false);
    }
  });

  it("keys open no account, people or key route", async () => {
    const keys = await import("@/app/api/keys/route");
    const body = { name: "All", scopes: ["chat", "search", "files:read", "files:write", "evals", "mcp"] };
    const made = data(await call(keys, "POST /api/keys", { token: people.owner.token, body }));
    const refused = [
      "/api/projects/{projectId}/members",
      "/api/projects/{projectId}/invitations",
      "/api/projects/{projectId}",
      "/api/keys",
      "/api/users/profile",
      "/api/events",
    ];
    for (const path of refused) {
      const route = routeFiles().find((candidate) => candidate.path === path);
      if (!route) throw new Error(path);
      const params = { projectId };
      const answer = await call(await route.load(), `GET ${fillPath(path, params)}`, {
        token: made.secret,
        params,
      });
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, "missing_scope"]);
    }
  });
});
