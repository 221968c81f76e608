import { generate } from "otplib";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as settingsRoute from "@/app/api/admin/settings/route";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as usersRoute from "@/app/api/admin/users/route";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as secondStepRoute from "@/app/api/auth/second-step/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as confirmRoute from "@/app/api/users/second-factor/confirm/route";
import * as renewRoute from "@/app/api/users/second-factor/recovery-codes/route";
import * as factorRoute from "@/app/api/users/second-factor/route";
import { nextAuthSecret, openBrowserSession, renewedSessionCookie } from "@/lib/auth";
import { getStore } from "@/lib/store";
import { browserSignIn, call, type Person, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const PATH = "/api/users/second-factor";
const begin = ({ token, password }: Person, body: object = { currentPassword: password }) =>
  call(factorRoute, `POST ${PATH}`, { token, body });
const confirm = ({ token }: Person, totp: string) =>
  call(confirmRoute, `POST ${PATH}/confirm`, { token, body: { totp } });
const signIn = ({ email, password }: Person, totp?: string) =>
  call(loginRoute, "POST /api/auth/login", { body: { email, password, totp } });
const shown = async ({ token }: Person) =>
  (await call(factorRoute, `GET ${PATH}`, { token })).body.data.secondFactor;

/** The app's code at a time step after the present one. */
const codeAt = (secret: string, steps = 0) =>
  generate({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });

async function enrolled() {
  const person = await signUp();
  const { secret } = (await begin(person)).body.data;
  const answer = await confirm(person, await codeAt(secret, -1));
  return { person, secret: secret as string, recovery: answer.body.data.recoveryCodes as string[] };
}

async function anAdmin(): Promise<Person> {
  const person = await signUp();
  await (await getStore()).users.setAccess(person.id, { admin: true });
  return person;
}

afterEach(() => {
  vi.useRealTimers();
});

onEachEngine(() => {
  describe("two-step sign-in", () => {
    it("begins with the password, is of effect after a first code, and shows its secrets once", async () => {
      const person = await signUp();
      expect((await begin(person, {})).body.errors).toMatchObject([{ path: "currentPassword" }]);
      const { secret, uri, qr } = (await begin(person)).body.data;
      expect(uri).toMatch(/^otpauth:\/\/totp\//);
      expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
      expect((await signIn(person)).status).toBe(200);
      expect((await confirm(person, "000000")).body.errors).toMatchObject([{ path: "totp" }]);
      const { recoveryCodes } = (await confirm(person, await codeAt(secret))).body.data;
      expect(new Set(recoveryCodes).size).toBe(10);
      expect(await shown(person)).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
      expect((await begin(person)).status).toBe(409);
      const kept = JSON.stringify(await (await getStore()).secondFactors.get(person.id));
      for (const hidden of [secret, ...recoveryCodes]) expect(kept).not.toContain(hidden);
    });

    it("asks for a code by its field's name, after the right password alone", async () => {
      const { person, secret } = await enrolled();
      const missing = await signIn(person);
      expect([missing.status, missing.body.code]).toEqual([401, "invalid_credentials"]);
      expect(missing.body.errors).toMatchObject([{ path: "totp" }]);
      const wrong = await signIn({ ...person, password: "wrong" }, await codeAt(secret));
      expect([wrong.status, wrong.body.errors]).toEqual([401, undefined]);
      expect((await signIn(person, "123")).body.errors).toMatchObject([{ path: "totp" }]);
      expect((await signIn(person, await codeAt(secret))).status).toBe(200);
    });

    it("takes each code once, also of two at the same time, and none of an earlier step", async () => {
      const { person, secret } = await enrolled();
      const code = await codeAt(secret);
      const both = await Promise.all([signIn(person, code), signIn(person, code)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
      expect((await signIn(person, await codeAt(secret, -1))).status).toBe(401);
      expect((await signIn(person, await codeAt(secret, 3))).status).toBe(401);
      expect((await signIn(person, await codeAt(secret, 1))).status).toBe(200);
    });

    it("takes each recovery code once, however it is written", async () => {
      const { person, recovery } = await enrolled();
      const [first = "", second = ""] = recovery;
      const both = await Promise.all([signIn(person, first), signIn(person, first)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
      expect((await signIn(person, ` ${second.toUpperCase().replaceAll("-", " ")} `)).status).toBe(200);
      expect((await shown(person)).recoveryCodesLeft).toBe(8);
      const { person: other } = await enrolled();
      expect((await signIn(other, recovery[2])).status).toBe(401);
    });

    it("can't be guessed: after ten attempts no code is looked at for a quarter of an hour", async () => {
      const { person, secret } = await enrolled();
      const answers: number[] = [];
      for (let i = 0; i < 11; i++) answers.push((await signIn(person, `00000${i % 10}`)).status);
      expect(answers.at(-1)).toBe(429);
      const locked = await signIn(person, await codeAt(secret));
      expect([locked.status, Number(locked.headers.get("retry-after")) > 0]).toEqual([429, true]);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
      expect((await signIn(person, await codeAt(secret))).status).toBe(200);
    });

    it("is asked for in the browser too", async () => {
      const { person, secret } = await enrolled();
      const refused = await browserSignIn(person);
      expect(refused.answer.body.url).toContain("error=CodeMissing");
      expect(refused.cookie).not.toContain("session-token");
      const csrf = await call(authRoute, "GET /api/auth/csrf", { cookie: refused.cookie });
      const fields = { ...person, csrfToken: csrf.body.csrfToken, json: "true", totp: await codeAt(secret) };
      const answer = await call(authRoute, "POST /api/auth/callback/credentials", {
        cookie: refused.cookie,
        body: new URLSearchParams(fields).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      expect(answer.headers.getSetCookie().join()).toContain("session-token");
    });

    it("holds a sign-in through a provider until a code was given, in another session", async () => {
      const { person, secret } = await enrolled();
      const store = await getStore();
      const user = await store.users.get(person.id);
      if (!user) throw new Error("no user");
      const waiting = await openBrowserSession(user, "test", "second-step");
      const cookie = ((await renewedSessionCookie(user, waiting, false)).split(";")[0] ?? "") as string;
      const profile = (value: string) => call(profileRoute, "GET /api/users/profile", { cookie: value });
      const finish = (totp: string, options: object = {}) =>
        call(secondStepRoute, "POST /api/auth/second-step", { cookie, body: { totp }, ...options });
      expect((await profile(cookie)).status).toBe(401);
      expect((await call(authRoute, "GET /api/auth/session", { cookie })).body).toEqual({});
      expect((await finish("000000")).body.errors).toMatchObject([{ path: "totp" }]);
      const evil = await finish(await codeAt(secret), { headers: { origin: "https://evil.example" } });
      expect(evil.status).toBe(403);
      const done = await finish(await codeAt(secret));
      const renewed = done.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      expect(renewed).not.toBe(cookie);
      expect((await profile(renewed)).status).toBe(200);
      expect((await profile(cookie)).status).toBe(401);
      expect((await finish(await codeAt(secret, 1))).status).toBe(401);
    });

    it("is turned off, and gets other recovery codes, by proof alone", async () => {
      const { person, secret, recovery } = await enrolled();
      const { token, password } = person;
      const renewed = await call(renewRoute, `POST ${PATH}/recovery-codes`, {
        token,
        body: { totp: recovery[0] },
      });
      expect(renewed.body.data.recoveryCodes).toHaveLength(10);
      expect((await signIn(person, recovery[1])).status).toBe(401);
      const end = (body: object) => call(factorRoute, `DELETE ${PATH}`, { token, body });
      expect((await end({ totp: await codeAt(secret) })).body.errors).toMatchObject([
        { path: "currentPassword" },
      ]);
      expect((await end({ currentPassword: password, totp: "000000" })).status).toBe(400);
      const totp = renewed.body.data.recoveryCodes[0];
      expect((await end({ currentPassword: password, totp })).status).toBe(200);
      expect((await signIn(person)).status).toBe(200);
      expect(await shown(person)).toEqual({ enabled: false, since: null, recoveryCodesLeft: 0 });
    });

    it("is required of administrators where the settings say so, and can be ended by one", async () => {
      const admin = await anAdmin();
      const set = (on: boolean) =>
        call(settingsRoute, "PUT /api/admin/settings", {
          token: admin.token,
          body: { adminSecondFactor: on },
        });
      const open = ({ token }: Person) => call(usersRoute, "GET /api/admin/users", { token });
      expect((await set(true)).body.errors).toMatchObject([{ path: "adminSecondFactor" }]);
      const { secret } = (await begin(admin)).body.data;
      await confirm(admin, await codeAt(secret));
      expect((await set(true)).status).toBe(200);
      expect((await open(admin)).status).toBe(200);
      const other = await anAdmin();
      expect((await open(other)).body.message).toContain("two-step");
      const totp = await codeAt(secret, 1);
      const end = { token: admin.token, body: { currentPassword: admin.password, totp } };
      expect((await call(factorRoute, `DELETE ${PATH}`, end)).status).toBe(403);

      const { person } = await enrolled();
      const change = (body: object) =>
        call(userRoute, `PATCH /api/admin/users/${person.id}`, {
          token: admin.token,
          params: { userId: person.id },
          body,
        });
      const marked = async () => {
        const query = { q: person.email };
        const { body } = await call(usersRoute, "GET /api/admin/users", { token: admin.token, query });
        return body.data.users[0].secondFactor;
      };
      expect(await marked()).toBe(true);
      expect((await change({ secondFactor: true })).status).toBe(400);
      expect((await change({ secondFactor: false })).body.data.user.secondFactor).toBe(false);
      expect(await marked()).toBe(false);
      const asked = { limit: 5, action: "user.change", targetId: person.id };
      const { items } = await (await getStore()).installation.listAudit(asked);
      expect(items).toMatchObject([{ detail: { secondFactor: false } }]);
      expect((await signIn(person)).status).toBe(200);
      expect((await set(false)).status).toBe(200);
    });

    it("outlives a change of the server's secret, and is sealed anew by its first code", async () => {
      const { person, secret } = await enrolled();
      const { secondFactors } = await getStore();
      const before = (await secondFactors.get(person.id))?.secret;
      const previous = await nextAuthSecret();
      const changed = setVariables({ ENCRYPTION_SECRET: "another", ENCRYPTION_SECRET_PREVIOUS: previous });
      expect((await signIn(person, await codeAt(secret))).status).toBe(200);
      expect((await secondFactors.get(person.id))?.secret).not.toBe(before);
      changed();
      const only = setVariables({ ENCRYPTION_SECRET: "another" });
      expect((await signIn(person, await codeAt(secret, 1))).status).toBe(200);
      only();
    });

    it("goes with the account", async () => {
      const { person } = await enrolled();
      const body = { currentPassword: person.password };
      await call(profileRoute, "DELETE /api/users/profile", { token: person.token, body });
      expect(await (await getStore()).secondFactors.get(person.id)).toBeNull();
    });
  });
});
