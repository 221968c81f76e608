import { beforeAll, expect, it } from "vitest";
import * as registerRoute from "@/app/api/auth/register/route";
import { call, type Person, signUp } from "../support/api";
import { firstPerson } from "../support/connection-calls";
import { onEachEngine } from "../support/engines";
import { failingAfter } from "../support/fail-after";
import { makeThings, servedOperations, use } from "../support/own-things";
import { ATTEMPTS, type Ids } from "../support/stranger-attempts";

type Write = [operation: string, commit: string, body?: (ids: Ids) => unknown];

/** One after the other on one person's things, with the bodies of the matrix of strangers unless others are named. */
const WRITES: Write[] = [
  ["POST /api/keys", "keys.create", ({ projectId }) => ({ name: "A", scopes: ["chat"], projectId })],
  ["PATCH /api/keys/{keyId}", "keys.update"],
  ["POST /api/keys/{keyId}/rotate", "keys.rotate"],
  ["DELETE /api/keys/{keyId}", "keys.remove"],
  ["PUT /api/projects/{projectId}/embed", "embeds.put"],
  ["DELETE /api/projects/{projectId}/embed/visitors", "embeds.endVisitors"],
  ["POST /api/projects/{projectId}/webhooks", "webhooks.create", () => hook],
  ["PATCH /api/projects/{projectId}/webhooks/{webhookId}", "webhooks.update", () => hook],
  ["POST /api/projects/{projectId}/webhooks/{webhookId}/rotate", "webhooks.update"],
  ["POST /api/projects/{projectId}/webhooks/{webhookId}/test", "webhooks.enqueue"],
  ["DELETE /api/projects/{projectId}/webhooks/{webhookId}", "webhooks.remove"],
  ["DELETE /api/projects/{projectId}/invitations/{invitationId}", "invitations.remove"],
  ["POST /api/users/prompts", "savedPrompts.create"],
  ["PUT /api/projects/{projectId}/pin", "projects.pin"],
  ["POST /api/projects/{projectId}/duplicate", "projects.create"],
  ["POST /api/projects/import", "projects.create"],
  ["POST /api/projects/{projectId}/test-sets", "testSets.create"],
  ["PATCH /api/test-sets/{setId}", "testSets.update"],
  ["POST /api/test-sets/{setId}/cases", "testSets.addCases"],
  ["PUT /api/cases/{caseId}", "testSets.updateCase"],
  ["POST /api/projects/{projectId}/eval-runs", "evalRuns.create"],
  ["PUT /api/projects/{projectId}/eval-runs/{runId}/results/{resultId}/review", "evalRuns.review"],
  ["DELETE /api/cases/{caseId}", "testSets.removeCase"],
  ["DELETE /api/test-sets/{setId}", "testSets.remove"],
  ["PATCH /api/chats/{chatId}", "chats.update", () => ({ title: "B" })],
  ["PUT /api/chats/{chatId}/messages/{messageId}/feedback", "messages.setFeedback"],
  ["POST /api/chats/{chatId}/share", "shares.create", () => ({})],
  ["DELETE /api/chats/{chatId}/share/{shareId}", "shares.revoke"],
  ["DELETE /api/chats/{chatId}", "chats.remove"],
  ["PUT /api/projects/{projectId}/prompts/{promptId}", "projects.update"],
  ["DELETE /api/projects/{projectId}/prompts/{promptId}", "projects.update"],
  ["POST /api/projects/{projectId}/files/{fileId}/retry", "files.update"],
  ["DELETE /api/users/sign-ins/{linkId}", "users.unlink", () => ({ currentPassword: "correct horse" })],
  ["DELETE /api/users/sessions/{sessionId}", "sessions.revoke"],
];
const hook = { url: "https://hook.example/x", events: ["reply.finished"] };

const SERVED = await servedOperations();

onEachEngine(() => {
  let me: Person;
  let ids: Ids;
  beforeAll(async () => {
    await firstPerson();
    me = await signUp();
    ids = await makeThings(me);
  });

  it.each(WRITES)("%s is said to be done when the store goes away after %s", async (name, commit, body) => {
    const served = SERVED.find((one) => one.name === name);
    if (!served) throw new Error(`No route serves ${name}`);
    const given = body ?? ATTEMPTS[name]?.body;
    const { token } = name.includes("sessions") ? await again(me) : me;
    const { result, done } = await failingAfter(commit, () =>
      use(served, ids, { token, ...(given ? { body: given(ids) } : {}) }),
    );
    expect([done, result.status, result.body]).toEqual([1, expect.any(Number), expect.anything()]);
    expect(result.status, JSON.stringify(result.body)).toBeLessThan(300);
  });

  it("an account that was made is said to be there, to be signed in to when the store is back", async () => {
    const body = { email: "late@example.com", password: "correct horse", name: "Late" };
    const { result, done } = await failingAfter("users.create", () =>
      call(registerRoute, "POST /api/auth/register", { body }),
    );
    expect(done).toBe(1);
    expect([result.status, result.body.data]).toMatchObject([201, { token: null, next: "sign-in" }]);
    expect((await again({ ...me, ...body })).token).toEqual(expect.any(String));
  });
});

async function again(person: Person): Promise<{ token: string }> {
  const route = await import("@/app/api/auth/login/route");
  const { email, password } = person;
  return (await call(route, "POST /api/auth/login", { body: { email, password } })).body.data;
}
