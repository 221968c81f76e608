import { describe, expect, it, vi } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { passwordWork } from "@/lib/auth/passwords";
import { getStore } from "@/lib/store";
import { browserSignIn, call, cookiesOf, HOST, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";

onOneEngine(() => {
  const session = (cookie: string) => call(authRoute, "GET /api/auth/session", { cookie });
  const profile = (cookie: string) => call(profileRoute, "GET /api/users/profile", { cookie });
  const csrfOf = async (cookie: string) => {
    const answer = await call(authRoute, "GET /api/auth/csrf", { cookie });
    return { csrfToken: answer.body.csrfToken as string, cookie: cookiesOf(answer.response, cookie) };
  };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  async function signOut(signedIn: string) {
    const { csrfToken, cookie } = await csrfOf(signedIn);
    const body = new URLSearchParams({ csrfToken, json: "true" }).toString();
    const answer = await call(authRoute, "POST /api/auth/signout", { cookie, body, headers: form });
    return { answer, cookie: cookiesOf(answer.response, cookie) };
  }

  describe("signing in as a browser does", () => {
    it("sets a cookie that the API and next-auth's session read both know", async () => {
      const person = await signUp();
      const { cookie, answer } = await browserSignIn(person);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ url: `http://${HOST}/projects` });
      const set = answer.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token="));
      expect(set).toMatch(/HttpOnly/i);
      expect(set).toMatch(/SameSite=Lax/i);
      expect((await profile(cookie)).body.data.user.email).toBe(person.email);
      const { body } = await session(cookie);
      expect(body.user).toMatchObject({ id: person.id, email: person.email, name: person.name });
      expect(Date.parse(body.expires)).toBeGreaterThan(Date.now());
    });

    it("is noted in the audit log with the address that it came from", async () => {
      const person = await signUp();
      await browserSignIn(person, { address: "198.51.100.7" });
      const { items } = await (await getStore()).installation.listAudit({ limit: 1, actorId: person.id });
      expect(items).toMatchObject([{ action: "sign-in", address: "198.51.100.7" }]);
    });

    it("keeps no password material in the session that the browser sees", async () => {
      const { cookie } = await browserSignIn(await signUp());
      const { response } = await session(cookie);
      expect(await response.text()).not.toMatch(/\$2[aby]\$|passwordHash|sid/);
    });

    it("binds the cookie to HTTPS when the request came that way, and then reads no other", async () => {
      const person = await signUp();
      const { cookie } = await browserSignIn(person, { secure: true });
      expect(cookie).toContain("__Secure-next-auth.session-token=");
      const over = (value: string) =>
        call(profileRoute, "GET /api/users/profile", { cookie: value, secure: true });
      expect((await over(cookie)).status).toBe(200);
      expect((await over(cookie.replaceAll("__Secure-", ""))).status).toBe(401);
    });

    it("compares once for right, wrong and unknown, and says the same of the last two", async () => {
      const person = await signUp();
      const attempts = [
        person,
        { email: person.email, password: "wrong" },
        { email: "nobody@example.com", password: "wrong" },
      ];
      const answers = [];
      for (const attempt of attempts) {
        const before = passwordWork().compared;
        answers.push((await browserSignIn(attempt)).answer);
        expect(passwordWork().compared - before).toBe(1);
      }
      const [right, wrong, unknown] = answers;
      expect(right?.status).toBe(200);
      expect(wrong?.status).toBe(401);
      expect(wrong?.body.url).toContain("error=CredentialsSignin");
      expect(unknown?.body).toEqual(wrong?.body);
    });

    it("needs next-auth's csrf token", async () => {
      const person = await signUp();
      const body = new URLSearchParams({ email: person.email, password: person.password, json: "true" });
      const before = passwordWork().compared;
      const answer = await call(authRoute, "POST /api/auth/callback/credentials", {
        body: body.toString(),
        headers: form,
      });
      expect(cookiesOf(answer.response)).not.toContain("session-token");
      expect(passwordWork().compared).toBe(before);
    });

    it("ends the session that the same browser had before", async () => {
      const person = await signUp();
      const first = await browserSignIn(person);
      const second = await browserSignIn(person, { cookie: first.cookie });
      expect((await profile(second.cookie)).status).toBe(200);
      expect((await profile(first.cookie)).status).toBe(401);
    });

    it("does not lead to a foreign address afterwards", async () => {
      const person = await signUp();
      const { csrfToken, cookie } = await csrfOf("");
      for (const callbackUrl of [
        "https://evil.example/x",
        "//evil.example",
        "http:evil",
        "javascript:alert(1)",
        "\\\\evil",
      ]) {
        const body = new URLSearchParams({ ...person, csrfToken, callbackUrl, json: "true" }).toString();
        const answer = await call(authRoute, "POST /api/auth/callback/credentials", {
          cookie,
          body,
          headers: form,
        });
        expect(answer.status).toBe(200);
        expect(new URL(answer.body.url).host).toBe(HOST);
      }
    });

    it("survives a broken callback cookie", async () => {
      const { status } = await call(authRoute, "GET /api/auth/csrf", {
        cookie: "next-auth.callback-url=javascript%3Aalert(1)",
      });
      expect(status).toBe(200);
    });
  });

  describe("sessions of browsers", () => {
    it("go on with their cookie as long as they are used, for longer than either was made for", async () => {
      const DAY = 24 * 60 * 60_000;
      const later = (ms: number) => vi.useFakeTimers({ now: Date.now() + ms, toFake: ["Date"] });
      let { cookie } = await browserSignIn(await signUp());
      try {
        expect((await profile(cookie)).headers.getSetCookie()).toEqual([]);
        for (let use = 0; use < 3; use++) {
          later(20 * DAY);
          const answer = await profile(cookie);
          expect(answer.status).toBe(200);
          expect(answer.headers.getSetCookie().join()).toMatch(/session-token=.+Max-Age=2592000; HttpOnly/);
          cookie = cookiesOf(answer.response, cookie);
          expect((await profile(cookie)).headers.getSetCookie()).toEqual([]);
        }
        later(2 * DAY);
        const ended = await signOut(cookie);
        expect(ended.cookie).not.toContain("session-token");
        later(31 * DAY);
        expect((await profile(cookie)).status).toBe(401);
      } finally {
        vi.useRealTimers();
      }
    });

    it("end with sign-out, for a copied cookie too", async () => {
      const { cookie } = await browserSignIn(await signUp());
      const { answer, cookie: after } = await signOut(cookie);
      expect(answer.status).toBe(200);
      expect(after).not.toContain("session-token");
      expect((await profile(cookie)).status).toBe(401);
      const read = await session(cookie);
      expect(read.body).toEqual({});
      expect(cookiesOf(read.response, cookie)).not.toContain("session-token");
    });

    it("are not ended by a sign-out without the csrf token or from elsewhere", async () => {
      const { cookie } = await browserSignIn(await signUp());
      await call(authRoute, "POST /api/auth/signout", { cookie, body: "json=true", headers: form });
      expect((await profile(cookie)).status).toBe(200);
      const { csrfToken, cookie: jar } = await csrfOf(cookie);
      const foreign = await call(authRoute, "POST /api/auth/signout", {
        cookie: jar,
        body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
        headers: { ...form, origin: "https://evil.example" },
      });
      expect([foreign.status, foreign.body.code]).toEqual([403, "forbidden_origin"]);
      expect((await profile(cookie)).status).toBe(200);
    });

    it("do not survive as somebody else's, forged or of an unknown row", async () => {
      const { cookie } = await browserSignIn(await signUp());
      expect((await profile(cookie.replace(/(session-token=[^;]*)[^;]{3}/, "$1xyz"))).status).toBe(401);
      expect((await profile("next-auth.session-token=rubbish")).status).toBe(401);
      const { token } = await signUp();
      expect((await profile(`next-auth.session-token=${token}`)).status).toBe(401);
    });

    it("show a changed name at the next read", async () => {
      const person = await signUp();
      const { cookie } = await browserSignIn(person);
      const { users } = await getStore();
      await users.update(person.id, { name: "New Name" });
      expect((await session(cookie)).body.user.name).toBe("New Name");
    });

    it("stay when the store is away for a moment", async () => {
      const { cookie } = await browserSignIn(await signUp());
      const store = await getStore();
      const { find } = store.sessions;
      const { AppError } = await import("@/lib/errors");
      store.sessions.find = async () => {
        throw new AppError("store_unavailable");
      };
      const away = await session(cookie);
      store.sessions.find = find;
      expect(away.status).toBe(503);
      expect(away.headers.getSetCookie()).toEqual([]);
      expect((await session(cookie)).body.user).toBeDefined();
    });
  });
});
