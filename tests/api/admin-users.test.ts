import { beforeAll, describe, expect, it } from "vitest";
import * as resetLinkRoute from "@/app/api/admin/users/[userId]/reset/route";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as sessionsRoute from "@/app/api/admin/users/[userId]/sessions/route";
import * as usersRoute from "@/app/api/admin/users/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as resetRoute from "@/app/api/auth/reset/route";
import * as eventsRoute from "@/app/api/events/route";
import * as keysRoute from "@/app/api/keys/route";
import * as projectsRoute from "@/app/api/projects/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as modelsRoute from "@/app/api/v1/[[...path]]/route";
import { browserSignIn, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import { join } from "../support/people";
import { createProject, data } from "../support/project-calls";

const list = (token: string, query = {}) => call(usersRoute, "GET /api/admin/users", { token, query });
const change = (token: string, userId: string, body: unknown) =>
  call(userRoute, `PATCH /api/admin/users/${userId}`, { token, params: { userId }, body });
const remove = (token: string, userId: string, body: unknown = {}) =>
  call(userRoute, `DELETE /api/admin/users/${userId}`, { token, params: { userId }, body });
const signIn = ({ email, password }: Person) =>
  call(loginRoute, "POST /api/auth/login", { body: { email, password } });
const keyOf = async (token: string): Promise<string> => {
  const body = { name: "Program", scopes: ["chat"] };
  return (await call(keysRoute, "POST /api/keys", { token, body })).body.data.secret;
};
const withKey = (token: string) =>
  call(modelsRoute, "GET /api/v1/models", { token, params: { path: ["models"] } });

describe("administration of accounts", () => {
  onEachEngine(() => {
    expectGoodPlans();
    let admin: Person;
    let other: Person;
    beforeAll(async () => {
      [admin, other] = [await signUp({ name: "First" }), await signUp({ name: "Second Person" })];
    });

    it("is the first account's alone", async () => {
      const { status, body } = await list(admin.token);
      expect(status).toBe(200);
      expect(body.data.users).toMatchObject([
        { id: other.id, admin: false, disabled: false },
        { id: admin.id, admin: true, disabled: false },
      ]);
      expect(JSON.stringify(body)).not.toContain("assword");
      const refused = await list(other.token);
      expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
      // Before the body is looked at.
      expect((await change(other.token, admin.id, { admin: "x" })).status).toBe(403);
      expect((await remove(other.token, admin.id)).status).toBe(403);
      const key = await list(await keyOf(admin.token));
      expect([key.status, key.body.code]).toEqual([403, "missing_scope"]);
    });

    it("finds people page by page and by parts of names and addresses", async () => {
      const first = await list(admin.token, { limit: "1" });
      expect(first.body.data.users).toMatchObject([{ id: other.id }]);
      const second = await list(admin.token, { limit: "1", cursor: first.body.data.nextCursor });
      expect(second.body.data).toMatchObject({ users: [{ id: admin.id }], nextCursor: null });
      expect((await list(admin.token, { q: "SECOND p" })).body.data.users).toMatchObject([{ id: other.id }]);
      expect((await list(admin.token, { q: admin.email.slice(0, 12) })).body.data.users).toMatchObject([
        { id: admin.id },
      ]);
      expect((await list(admin.token, { q: ".*" })).body.data.users).toEqual([]);
      expect((await list(admin.token, { cursor: "x" })).status).toBe(400);
    });

    it("keeps the last administrator", async () => {
      for (const attempt of [
        change(admin.token, admin.id, { admin: false }),
        change(admin.token, admin.id, { disabled: true }),
        remove(admin.token, admin.id),
      ]) {
        const { status, body } = await attempt;
        expect([status, body.code]).toEqual([409, "limit_reached"]);
      }
      expect((await change(admin.token, other.id, { admin: true })).body.data.user.admin).toBe(true);
      const both = await Promise.all([
        change(admin.token, admin.id, { admin: false }),
        change(other.token, other.id, { admin: false }),
      ]);
      expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
      const standing = (await list(admin.token)).status === 200 ? admin : other;
      await change(standing.token, admin.id, { admin: true });
      await change(standing.token, other.id, { admin: false });
      expect((await list(other.token)).status).toBe(403);
    });

    it("disables somebody everywhere at once, and lets them in again", async () => {
      const secret = await keyOf(other.token);
      expect((await withKey(secret)).status).toBe(200);
      const { cookie } = await browserSignIn(other);
      const events = await call(eventsRoute, "GET /api/events", { token: other.token });
      expect((await change(admin.token, other.id, { disabled: true })).body.data.user.disabled).toBe(true);

      await events.response.text();
      expect((await withKey(secret)).status).toBe(401);
      expect((await call(profileRoute, "GET /api/users/profile", { token: other.token })).status).toBe(401);
      expect((await call(profileRoute, "GET /api/users/profile", { cookie })).status).toBe(401);
      const refused = await signIn(other);
      const wrong = await signIn({ ...other, password: "wrong" });
      expect([refused.status, refused.body.code]).toEqual([wrong.status, wrong.body.code]);
      expect(refused.body.message).toBe(wrong.body.message);
      expect((await browserSignIn(other)).answer.status).toBe(401);

      await change(admin.token, other.id, { disabled: false });
      expect((await signIn(other)).status).toBe(200);
      expect((await withKey(secret)).status).toBe(200);
    });

    it("signs somebody out everywhere, and makes a link that sets a new password", async () => {
      const at = (what: string) => `/api/admin/users/${other.id}/${what}`;
      const { token } = (await signIn(other)).body.data;
      const params = { userId: other.id };
      const out = await call(sessionsRoute, `DELETE ${at("sessions")}`, { token: admin.token, params });
      expect(out.body.data.ended).toBeGreaterThan(0);
      expect((await call(profileRoute, "GET /api/users/profile", { token })).status).toBe(401);

      const made = await call(resetLinkRoute, `POST ${at("reset")}`, { token: admin.token, params });
      expect(made.status).toBe(201);
      const secret = new URL(made.body.data.url).searchParams.get("token");
      const body = { token: secret, password: "another horse" };
      expect((await call(resetRoute, "POST /api/auth/reset", { body })).status).toBe(200);
      expect((await call(resetRoute, "POST /api/auth/reset", { body })).status).toBe(400);
      other = { ...other, password: body.password };
      expect((await signIn(other)).status).toBe(200);
    });

    it("deletes an account, and hands over what others are on", async () => {
      const owner = await signUp();
      const { project: shared } = data(await createProject(owner.token, { name: "Shared" }));
      await createProject(owner.token, { name: "Own" });
      const heir = await join(owner, shared.id, "editor");
      const read = await call(userRoute, `GET /api/admin/users/${owner.id}`, {
        token: admin.token,
        params: { userId: owner.id },
      });
      expect(read.body.data).toMatchObject({ projects: 2, sharedProjects: 1, user: { id: owner.id } });
      expect((await remove(admin.token, owner.id, { sharedProjects: "keep" })).status).toBe(400);
      expect((await remove(admin.token, owner.id, { sharedProjects: "handOver" })).status).toBe(200);
      const { projects } = data(await call(projectsRoute, "GET /api/projects", { token: heir.token }));
      expect(projects).toMatchObject([{ id: shared.id, role: "owner" }]);
    });

    it("deletes an account", async () => {
      expect((await remove(admin.token, other.id)).status).toBe(200);
      expect((await signIn(other)).status).toBe(401);
      for (const id of [other.id, "x"]) {
        expect((await remove(admin.token, id)).status).toBe(404);
        expect((await change(admin.token, id, { admin: true })).status).toBe(404);
      }
    });
  });
});
