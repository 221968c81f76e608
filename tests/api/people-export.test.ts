import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import * as invitationRoute from "@/app/api/invitations/[token]/route";
import * as exportRoute from "@/app/api/users/export/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { getStore } from "@/lib/store";
import { call, type Person, requestOf, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { invite, join, listMembers } from "../support/people";
import { createProject, getProject } from "../support/project-calls";

async function archiveOf({ token }: Person) {
  const response = await exportRoute.GET(requestOf("GET", "/api/users/export", { token }));
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const names = Object.keys(files);
  const json = (pattern: RegExp) =>
    JSON.parse(strFromU8(files[names.find((name) => pattern.test(name)) ?? ""] ?? new Uint8Array()));
  const all = names.map((name) => strFromU8(files[name] ?? new Uint8Array())).join("\n");
  return { names, json, all };
}

const remove = ({ token, password }: Person, more: object = {}) =>
  call(profileRoute, "DELETE /api/users/profile", { token, body: { currentPassword: password, ...more } });

onEachEngine(() => {
  async function team() {
    const owner = await signUp();
    const projectId = (await createProject(owner.token, { name: "Team" })).body.data.project.id as string;
    const member = await join(owner, projectId, "editor");
    const { url, invitation } = (await invite(owner.token, projectId, { email: "guest@example.com" })).body
      .data;
    return { owner, member, projectId, url: url as string, invitation };
  }

  it("an export names who is on a project, open invitations and what is shared with one, and no secret", async () => {
    const { owner, member, url } = await team();
    const { secondFactors } = await getStore();
    await secondFactors.begin(owner.id, "sealed-secret");
    const mine = await archiveOf(owner);
    const people = mine.json(/^projects\/.*\/people\.json$/);
    expect(people.members.map(({ id, role }: Record<string, string>) => [id, role])).toEqual([
      [owner.id, "owner"],
      [member.id, "editor"],
    ]);
    expect(people.invitations).toMatchObject([{ email: "guest@example.com", role: "member" }]);
    expect(mine.json(/^sign-ins\.json$/)).toMatchObject({
      password: true,
      secondFactor: { enabled: false },
      sessions: [{ kind: "token" }],
    });
    for (const secret of ["sealed-secret", url.split("/").at(-1) ?? "", owner.token])
      expect(mine.all).not.toContain(secret);

    const theirs = await archiveOf(member);
    expect(theirs.json(/^memberships\.json$/)).toMatchObject([{ project: "Team", role: "editor" }]);
    expect(theirs.names.some((name) => /people\.json$/.test(name))).toBe(false);
    expect(theirs.all).not.toContain(owner.email);
  });

  it("deletion takes memberships, keys, invitations and the second factor along", async () => {
    const { owner, member, projectId } = await team();
    const store = await getStore();
    await store.secondFactors.begin(member.id, "sealed");
    const { secret } = await makeKey(member.token, { scopes: ["chat"], projectId });
    expect((await remove(member)).status).toBe(200);
    expect((await listMembers(owner.token, projectId)).body.data.members).toHaveLength(1);
    expect(await store.secondFactors.get(member.id)).toBeNull();
    expect(await store.secondFactors.begin(member.id, "again")).toBe(false);
    expect((await getProject(secret, projectId)).status).toBe(401);
  });

  it("deletion hands projects over or removes them as chosen, with what invites to them", async () => {
    const kept = await team();
    expect((await remove(kept.owner, { sharedProjects: "handOver" })).status).toBe(200);
    const { members } = (await listMembers(kept.member.token, kept.projectId)).body.data;
    expect(members).toMatchObject([{ id: kept.member.id, role: "owner" }]);

    const gone = await team();
    expect((await remove(gone.owner)).status).toBe(200);
    expect((await getProject(gone.member.token, gone.projectId)).status).toBe(404);
    for (const url of [gone.url, kept.url]) {
      const token = new URL(url).pathname.split("/").at(-1) ?? "";
      const answer = await call(invitationRoute, `GET /api/invitations/${token}`, { params: { token } });
      expect(answer.status).toBe(404);
    }
  });
});
