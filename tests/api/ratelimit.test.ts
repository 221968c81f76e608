import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as missingRoute from "@/app/api/[[...path]]/route";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as registerRoute from "@/app/api/auth/register/route";
import * as healthRoute from "@/app/api/health/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { closeStore } from "@/lib/store";
import { type Answer, browserSignIn, call, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  let undo = () => {};
  let host = 0;
  let address = "";
  beforeEach(() => {
    host++;
    address = `198.51.100.${host}`;
  });
  afterEach(() => {
    undo();
    vi.useRealTimers();
  });

  const limit = (general: number, signIn = 100_000) => {
    undo = setVariables({
      RATE_LIMIT_MAX_REQUESTS: String(general),
      RATE_LIMIT_SIGN_IN_MAX: String(signIn),
      RATE_LIMIT_WINDOW_MS: "60000",
    });
  };
  const profile = (options: { token?: string; address?: string } = {}) =>
    call(profileRoute, "GET /api/users/profile", { address, ...options });
  const login = (email: string, from = address) =>
    call(loginRoute, "POST /api/auth/login", { body: { email, password: "wrong" }, address: from });
  async function statuses(times: number, work: () => Promise<Answer>): Promise<number[]> {
    const list: number[] = [];
    for (let i = 0; i < times; i++) list.push((await work()).status);
    return list;
  }

  describe("the general quota", () => {
    it("counts anonymous requests by address, before it looks at anything else", async () => {
      limit(3);
      expect(await statuses(5, () => profile())).toEqual([401, 401, 401, 429, 429]);
      const { status, body, headers } = await profile();
      expect(status).toBe(429);
      expect(body).toMatchObject({ success: false, code: "rate_limited", message: "Too many requests" });
      const retry = Number(headers.get("retry-after"));
      expect(retry).toBeGreaterThan(0);
      expect(retry).toBeLessThanOrEqual(60);
      expect(headers.get("ratelimit-limit")).toBe("3");
      expect(headers.get("ratelimit-remaining")).toBe("0");
      expect(headers.get("ratelimit-reset")).toBe(String(retry));
      expect((await profile({ address: "203.0.113.9" })).status).toBe(401);
    });

    it("tells what is left on every answer", async () => {
      limit(5);
      const left = [];
      for (let i = 0; i < 3; i++) left.push((await profile()).headers.get("ratelimit-remaining"));
      expect(left).toEqual(["4", "3", "2"]);
    });

    it("gives a signed-in user ten times as much, wherever they are", async () => {
      const { token } = await signUp();
      limit(2);
      let last = await profile({ token });
      expect(last.headers.get("ratelimit-limit")).toBe("20");
      for (let i = 1; i < 20; i++) last = await profile({ token, address: `192.0.2.${i}` });
      expect(last.status).toBe(200);
      expect((await profile({ token, address: "203.0.113.1" })).status).toBe(429);
      const other = await signUpAt("203.0.113.200");
      expect((await profile({ token: other })).status).toBe(200);
    });

    it("counts a bad credential as none", async () => {
      limit(2);
      expect(await statuses(3, () => profile({ token: "bad" }))).toEqual([401, 401, 429]);
    });

    it("covers unknown paths and wrong methods", async () => {
      limit(2);
      const results = [
        await call(missingRoute, "GET /api/nothing", { address }),
        await call(loginRoute, "GET /api/auth/login", { address }),
        await call(missingRoute, "GET /api/nothing", { address }),
      ];
      expect(results.map((result) => result.status)).toEqual([404, 405, 429]);
    });

    it("starts anew when the window is over", async () => {
      limit(1);
      expect(await statuses(2, () => profile())).toEqual([401, 429]);
      vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ["Date"] });
      expect((await profile()).status).toBe(401);
    });

    it("holds across a restart", async () => {
      limit(1);
      expect(await statuses(2, () => profile())).toEqual([401, 429]);
      await closeStore();
      expect((await profile()).status).toBe(429);
    });

    it("counts one IPv6 subscriber once", async () => {
      limit(2);
      const from = (suffix: string) => profile({ address: `2001:db8:${host}:1${suffix}` });
      expect((await from("::1")).status).toBe(401);
      expect((await from(":ffff::2")).status).toBe(401);
      expect((await from(":abcd:1:2:3")).status).toBe(429);
      expect((await profile({ address: `2001:db8:${host}:2::1` })).status).toBe(401);
    });

    it("does not believe a forwarded address", async () => {
      limit(1);
      const forged = (n: number) =>
        call(profileRoute, "GET /api/users/profile", {
          address,
          headers: { "x-forwarded-for": `10.0.0.${n}` },
        });
      expect([(await forged(1)).status, (await forged(2)).status]).toEqual([401, 429]);
    });

    it("exempts health, next-auth's session and csrf reads, and preflights", async () => {
      limit(1);
      await profile();
      expect((await profile()).status).toBe(429);
      for (let i = 0; i < 3; i++) {
        expect((await call(healthRoute, "GET /api/health", { address })).status).toBe(200);
        expect((await call(authRoute, "GET /api/auth/session", { address })).status).toBe(200);
        expect((await call(authRoute, "GET /api/auth/csrf", { address })).status).toBe(200);
        expect((await call(profileRoute, "OPTIONS /api/users/profile", { address })).status).toBe(204);
      }
      expect((await call(healthRoute, "GET /api/health", { address })).headers.has("ratelimit-limit")).toBe(
        false,
      );
      expect((await call(authRoute, "GET /api/auth/providers", { address })).status).toBe(429);
    });
  });

  async function signUpAt(from: string): Promise<string> {
    const answer = await call(registerRoute, "POST /api/auth/register", {
      body: { email: `at-${from}@example.com`, password: "password", name: "At" },
      address: from,
    });
    return answer.body.data.token;
  }

  describe("the sign-in quota", () => {
    it("counts attempts of one address over any accounts", async () => {
      limit(1000, 3);
      const results = [];
      for (let i = 0; i < 4; i++) results.push(await login(`a${i}@${host}.example.com`));
      expect(results.map((result) => result.status)).toEqual([401, 401, 401, 429]);
      expect(results[3]?.headers.get("retry-after")).toBeTruthy();
      expect(results[0]?.headers.get("ratelimit-limit")).toBe("3");
      expect(await statuses(1, () => profile())).toEqual([401]);
    });

    it("counts attempts on one account by address, however it is written, and many more over all addresses", async () => {
      limit(1000, 2);
      const email = `victim@${host}.example.com`;
      const from = (n: number) => `203.0.${host}.${n}`;
      const results = [
        await login(email, from(1)),
        await login(email.toUpperCase(), from(1)),
        await login(`  ${email}`, from(1)),
        await login(email, from(2)),
      ];
      expect(results.map((result) => result.status)).toEqual([401, 401, 429, 401]);
      const more = await Promise.all(Array.from({ length: 100 }, (_, n) => login(email, from(n + 3))));
      expect(more.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
      expect((await login(`other@${host}.example.com`, from(200))).status).toBe(401);
    });

    it("lets a browser in that was in before, whatever strangers try", async () => {
      const person = await signUp();
      const { cookie } = await browserSignIn(person, { address: `203.7.${host}.1` });
      const device = cookie.split("; ").find((pair) => pair.startsWith("known-device=")) ?? "";
      limit(1000, 2);
      await Promise.all(Array.from({ length: 110 }, (_, n) => login(person.email, `203.6.${host}.${n}`)));
      const at = { address: `203.7.${host}.2` };
      expect((await browserSignIn(person, at)).answer.status).toBe(429);
      expect((await browserSignIn(person, { ...at, cookie: `${device}x` })).answer.status).toBe(429);
      const known = { address: `203.7.${host}.3`, cookie: device };
      expect((await browserSignIn(person, known)).answer.status).toBe(200);
    });

    it("covers registration and the browser's sign-in together", async () => {
      const person = await signUp();
      limit(1000, 3);
      const register = () =>
        call(registerRoute, "POST /api/auth/register", { body: { email: "bad" }, address });
      expect((await register()).status).toBe(400);
      expect((await login(`b@${host}.example.com`)).status).toBe(401);
      expect((await browserSignIn(person, { address })).answer.status).toBe(200);
      const { answer } = await browserSignIn(person, { address });
      expect([answer.status, answer.body.code]).toEqual([429, "rate_limited"]);
      expect(answer.body.url).toMatch(/\/sign-in\?error=rate_limited$/);
      expect((await register()).status).toBe(429);
    });

    it("holds for the account across both ways to sign in", async () => {
      const person = await signUp();
      limit(1000, 2);
      await Promise.all(Array.from({ length: 110 }, (_, n) => login(person.email, `203.1.${host}.${n}`)));
      const { answer } = await browserSignIn(person, { address: `203.2.${host}.3` });
      expect(answer.status).toBe(429);
    });

    it("bounds guesses at the password of somebody who is signed in", async () => {
      const { token } = await signUp();
      limit(1000, 2);
      const guess = () =>
        call(profileRoute, "DELETE /api/users/profile", {
          token,
          address,
          body: { currentPassword: "guess" },
        });
      expect(await statuses(3, guess)).toEqual([400, 400, 429]);
    });
  });
});
