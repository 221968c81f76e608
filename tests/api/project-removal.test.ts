import { expect, it } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { isAppError } from "@/lib/errors";
import { changeProject } from "@/lib/projects/change-project";
import { getStore } from "@/lib/store";
import { apiStore, signUp } from "../support/api";
import { chatBench, createProject, deleteProject, send } from "../support/chat";
import * as api from "../support/project-calls";
import { data } from "../support/project-calls";

apiStore();
const bench = chatBench();

it("stops the replies of a project that is removed, at the provider too", async () => {
  const projectId = await createProject(bench.me, {});
  const reply = await send({ me: bench.me, projectId }, "[[slow ms=50 tokens=2000]]", { stream: true });
  const asked = await bench.provider.waitFor((request) => request.tokensSent > 0, 30_000);
  expect((await deleteProject(bench.me, projectId)).status).toBe(200);
  const closed = await bench.provider.waitFor(
    (request) => request.id === asked.id && request.abortedAt !== null,
    30_000,
  );
  expect(closed.tokensSent).toBeLessThan(2_000);
  // The viewer's stream ends, and nothing of the chat is left behind.
  await reply.response.text();
  expect((await api.getProject(bench.me.token, projectId)).status).toBe(404);
  const { runs } = await getStore();
  expect(await runs.listActive(scopeOf({ userId: bench.me.id }))).toEqual([]);
}, 90_000);

it("tries a change again when somebody else wrote in between, on what they wrote", async () => {
  const { id, token } = await signUp();
  const projectId = data(await api.createProject(token, { name: "Before" })).project.id;
  const scope = scopeOf({ userId: id });
  const { projects } = await getStore();
  let other: Promise<unknown> | undefined;
  const project = await changeProject(scope, projectId, (current) => {
    // The embedded engine writes before it returns: another process got in between our read and our write.
    other ??= projects.update(scope, projectId, current.version, { description: "theirs" });
    return { name: `${current.description}, mine` };
  });
  await other;
  expect(project).toMatchObject({ name: "theirs, mine", description: "theirs", version: 3 });
});

it("refuses a change of a version that somebody else has left behind", async () => {
  const { id, token } = await signUp();
  const projectId = data(await api.createProject(token, { name: "Before" })).project.id;
  const scope = scopeOf({ userId: id });
  const { projects } = await getStore();
  let other: Promise<unknown> | undefined;
  const change = changeProject(
    scope,
    projectId,
    (current) => {
      other ??= projects.update(scope, projectId, current.version, { description: "theirs" });
      return { name: "mine" };
    },
    1,
  );
  const failed = await change.catch((error) => error);
  await other;
  expect(isAppError(failed, "stale_edit")).toBe(true);
  expect((await projects.get(scope, projectId))?.name).toBe("Before");
});
