import { expect, it } from "vitest";
import * as profileRoute from "@/app/api/users/profile/route";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { chatBench, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { failingAfter } from "../support/fail-after";
import { upload } from "../support/knowledge";
import { changeRole, invite, join } from "../support/people";
import * as projects from "../support/project-calls";
import { makeRelease, setLive } from "../support/release-calls";
import { restoreVersion } from "../support/version-calls";

type World = { me: Person; projectId: string; member?: Person };
type Write = { commit: string; run: (world: World) => Promise<{ status: number }> };

const prompt = { role: "system", content: "Be kind." };
/** Every write that reads something again for its answer, or goes on after it; done once more it would be done twice, or refused. */
const WRITES: Record<string, Write> = {
  "a new project": {
    commit: "projects.create",
    run: ({ me }) => projects.createProject(me.token, { name: "A" }),
  },
  "a project's settings": {
    commit: "projects.update",
    run: ({ me, projectId }) => projects.updateProject(me.token, projectId, { name: "B", version: 1 }),
  },
  "a prompt": {
    commit: "projects.update",
    run: ({ me, projectId }) => projects.addPrompt(me.token, projectId, prompt),
  },
  "a removed project": {
    commit: "projects.remove",
    run: ({ me, projectId }) => projects.deleteProject(me.token, projectId),
  },
  "an uploaded file": {
    commit: "files.create",
    run: async ({ me, projectId }) => ({ status: (await upload(me, projectId, "a.txt", "text")) ? 201 : 0 }),
  },
  "a removed file": {
    commit: "files.remove",
    run: async ({ me, projectId }) => {
      const { id } = await upload(me, projectId, "a.txt", "text");
      return projects.deleteFile(me.token, projectId, id);
    },
  },
  "a release": { commit: "releases.create", run: ({ me, projectId }) => makeRelease(me.token, projectId) },
  "what is live": {
    commit: "releases.publish",
    run: async ({ me, projectId }) => {
      await makeRelease(me.token, projectId);
      return setLive(me.token, projectId, 1);
    },
  },
  "an invitation": {
    commit: "invitations.create",
    run: ({ me, projectId }) => invite(me.token, projectId, { role: "member" }),
  },
  "a role": {
    commit: "members.put",
    run: ({ me, projectId, member }) => changeRole(me.token, projectId, member?.id ?? "", { role: "editor" }),
  },
  "a restored version": {
    commit: "projects.update",
    run: async ({ me, projectId }) => restoreVersion(me.token, projectId, `${projectId}-1`),
  },
  "a new password": {
    commit: "users.update",
    run: ({ me }) =>
      call(profileRoute, "PUT /api/users/profile", {
        token: me.token,
        body: { currentPassword: me.password, newPassword: "another password" },
      }),
  },
};
/** What comes before the write that is meant. */
const FIRST: Record<string, (world: World) => Promise<unknown>> = {
  "a role": async (world) => {
    world.member = await join(world.me, world.projectId, "member");
  },
  "a restored version": ({ me, projectId }) => projects.addPrompt(me.token, projectId, prompt),
};

onEachEngine(() => {
  const bench = chatBench();

  it.each(Object.entries(WRITES))(
    "%s stays said to be done when the store goes away right after it",
    async (name, { commit, run }) => {
      const me = await signUp();
      const world: World = { me, projectId: await projects.newProject(me.token) };
      await FIRST[name]?.(world);
      const { result, done } = await failingAfter(commit, () => run(world));
      expect([done, result]).toEqual([1, expect.anything()]);
      expect(result.status).toBeLessThan(300);
    },
  );

  it("a reply that runs is not said to have failed for the model that its chat could not keep", async () => {
    const store = await getStore();
    const { update } = store.chats;
    store.chats.update = () => Promise.reject(new Error("gone"));
    try {
      const { status } = await send(bench, "Hello", { model: "scripted-echo" });
      expect(status).toBe(200);
    } finally {
      store.chats.update = update;
    }
  });
});
