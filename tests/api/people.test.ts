import { beforeAll, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as oneChatRoute from "@/app/api/chats/[chatId]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import {
  accept,
  changeRole,
  invite,
  join,
  listInvitations,
  listMembers,
  openInvitation,
  removeMember,
  withdraw,
} from "../support/people";
import { createProject, data, getProject, listProjects, updateProject } from "../support/project-calls";

onEachEngine(() => {
  expectGoodPlans();
  let owner: Person;
  let projectId: string;
  beforeAll(async () => {
    owner = await signUp({ name: "Ada" });
    projectId = data(await createProject(owner.token, { name: "Shared" })).project.id;
  });

  const rolesOf = async (person: Person): Promise<Record<string, string>> => {
    const { members } = data(await listMembers(person.token, projectId));
    return Object.fromEntries(members.map((one: { id: string; role: string }) => [one.id, one.role]));
  };
  const send = async (person: Person, id = projectId) =>
    call(chatRoute, `POST /api/chat/${id}`, {
      token: person.token,
      params: { projectId: id },
      body: { message: "Hello", stream: false },
    });
  const readChat = (person: Person, chatId: string) =>
    call(oneChatRoute, `GET /api/chats/${chatId}`, { token: person.token, params: { chatId } });

  it("shows a secret once, keeps only its hash, and tells who opens the link what it is for", async () => {
    const made = await invite(owner.token, projectId, { role: "editor" });
    expect(made.status).toBe(201);
    const { invitation, url } = made.body.data;
    const secret = url.split("/").at(-1);
    expect(secret.length).toBeGreaterThan(30);
    const listed = await listInvitations(owner.token, projectId);
    expect(listed.body.data.invitations).toContainEqual(invitation);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    for (let i = 0; i < 3; i++) {
      expect(data(await openInvitation(url)).invitation).toMatchObject({
        project: { name: "Shared" },
        role: "editor",
        invitedBy: { name: "Ada" },
        email: null,
      });
    }
    expect((await accept(url)).status).toBe(401);
  });

  it("lets the first who accepts in, again on a double click, and nobody else", async () => {
    const [first, second] = [await signUp(), await signUp()];
    const { url } = data(await invite(owner.token, projectId, { role: "member" }));
    const answers = await Promise.all([accept(url, first.token), accept(url, first.token)]);
    for (const answer of answers) {
      expect(answer.body.data).toEqual({ project: { id: projectId, name: "Shared", role: "member" } });
    }
    expect((await accept(url, second.token)).status).toBe(404);
    expect((await openInvitation(url)).status).toBe(404);
    expect((await rolesOf(owner))[first.id]).toBe("member");
    expect(data(await getProject(first.token, projectId)).project.role).toBe("member");
    const { projects } = data(await listProjects(first.token));
    expect(projects).toMatchObject([{ id: projectId, role: "member", chatCount: 0 }]);
    expect(data(await listProjects(second.token)).projects).toEqual([]);
  });

  it("of two people who race for one link exactly one gets in", async () => {
    const people = [await signUp(), await signUp()];
    const { url } = data(await invite(owner.token, projectId));
    const answers = await Promise.all(people.map(({ token }) => accept(url, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it("keeps an invitation for one e-mail, and ends withdrawn and expired ones", async () => {
    const person = await signUp();
    const other = data(await invite(owner.token, projectId, { email: "Else@Example.com " }));
    expect(other.invitation.email).toBe("else@example.com");
    const refused = await accept(other.url, person.token);
    expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
    expect((await withdraw(owner.token, projectId, other.invitation.id)).status).toBe(200);
    expect((await withdraw(owner.token, projectId, other.invitation.id)).status).toBe(404);
    expect((await openInvitation(other.url)).status).toBe(404);
    const mine = data(await invite(owner.token, projectId, { email: person.email }));
    expect((await accept(mine.url, person.token)).status).toBe(200);

    const late = data(
      await invite(owner.token, projectId, { expiresAt: new Date(Date.now() + 300).toISOString() }),
    );
    await expect.poll(async () => (await openInvitation(late.url)).status, { timeout: 5_000 }).toBe(404);
    for (const body of [{ role: "king" }, { email: "x" }, { expiresAt: "2020-01-01T00:00:00Z" }]) {
      const answer = await invite(owner.token, projectId, body);
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, Object.keys(body)[0]]);
    }
  });

  it("keeps chats with who began them, and hides them when somebody is removed", async () => {
    const member = await join(owner, projectId, "member");
    const editor = await join(owner, projectId, "editor");
    const sent = data(await send(member));
    expect((await readChat(member, sent.chatId)).status).toBe(200);
    for (const person of [owner, editor]) expect((await readChat(person, sent.chatId)).status).toBe(404);
    expect((await updateProject(member.token, projectId, { name: "Mine" })).body.code).toBe("forbidden");
    expect((await updateProject(editor.token, projectId, { description: "Edited" })).status).toBe(200);

    expect((await removeMember(editor.token, projectId, member.id)).body.code).toBe("forbidden");
    expect((await removeMember(owner.token, projectId, member.id)).status).toBe(200);
    expect((await readChat(member, sent.chatId)).status).toBe(404);
    expect((await send(member)).status).toBe(404);
    expect((await getProject(member.token, projectId)).status).toBe(404);
    expect((await removeMember(editor.token, projectId, editor.id)).status).toBe(200);
    expect((await listMembers(editor.token, projectId)).status).toBe(404);
  });

  it("keeps one owner, and hands the project over when it has another", async () => {
    const keeper = await signUp();
    const { id } = data(await createProject(keeper.token, { name: "Handed" })).project;
    const heir = await join(keeper, id, "member");
    const sent = data(await send(keeper, id));
    for (const answer of [
      await removeMember(keeper.token, id, keeper.id),
      await changeRole(keeper.token, id, keeper.id, { role: "editor" }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, "limit_reached"]);
    }
    const promoted = await changeRole(keeper.token, id, heir.id, { role: "owner" });
    expect(promoted.body.data.member).toMatchObject({ id: heir.id, role: "owner" });
    expect((await changeRole(keeper.token, id, keeper.id, { role: "editor" })).status).toBe(200);
    expect((await changeRole(keeper.token, id, heir.id, { role: "member" })).body.code).toBe("forbidden");
    expect((await readChat(keeper, sent.chatId)).status).toBe(200);
    expect((await removeMember(keeper.token, id, keeper.id)).status).toBe(200);
    expect(data(await getProject(heir.token, id)).project.role).toBe("owner");
    expect((await readChat(keeper, sent.chatId)).status).toBe(404);
  });

  it("an account that goes takes its projects along, or leaves those that are shared to others", async () => {
    for (const sharedProjects of ["remove", "handOver"]) {
      const leaver = await signUp();
      const { id } = data(await createProject(leaver.token, { name: "Left" })).project;
      const member = await join(leaver, id, "member");
      const editor = await join(leaver, id, "editor");
      const body = { currentPassword: leaver.password, sharedProjects };
      const gone = await call(profileRoute, "DELETE /api/users/profile", { token: leaver.token, body });
      expect(gone.status).toBe(200);
      const left = await getProject(editor.token, id);
      if (sharedProjects === "remove") expect(left.status).toBe(404);
      else {
        expect(left.body.data.project.role).toBe("owner");
        expect(data(await getProject(member.token, id)).project.role).toBe("member");
      }
    }
  });
});
