import { beforeAll, describe, expect, it } from "vitest";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as usersRoute from "@/app/api/admin/users/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as eventsRoute from "@/app/api/events/route";
import * as keysRoute from "@/app/api/keys/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as modelsRoute from "@/app/api/v1/[[...path]]/route";
import { browserSignIn, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const list = (token: string, query = {}) => call(usersRoute, "GET /api/admin/users", { token, query });
const change = (token: string, userId: string, body: unknown) =>
  call(userRoute, `PATCH /api/admin/users/${userId}`, { token, params: { userId }, body });
const remove = (token: string, userId: string) =>
  call(userRoute, `DELETE /api/admin/users/${userId}`, { token, params: { userId } });
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
