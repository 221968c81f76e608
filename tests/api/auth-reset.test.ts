import { afterEach, describe, expect, it, vi } from "vitest";
import * as forgotRoute from "@/app/api/auth/forgot/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as resetRoute from "@/app/api/auth/reset/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { log } from "@/lib/log";
import { browserSignIn, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const forgot = (email: string) => call(forgotRoute, "POST /api/auth/forgot", { body: { email } });
const reset = (token: string, password: string) =>
  call(resetRoute, "POST /api/auth/reset", { body: { token, password } });
const signIn = ({ email }: Person, password: string) =>
  call(loginRoute, "POST /api/auth/login", { body: { email, password } });

/** The token of the link that the operator's log gets. */
async function linkFor({ email }: Person): Promise<string> {
  const warn = vi.spyOn(log(), "warn").mockImplementation(() => {});
  const answer = await forgot(email);
  expect(answer.status).toBe(200);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
  const logged = JSON.stringify(warn.mock.calls);
  const token = /\/reset\?token=([\w-]{32})"/.exec(logged)?.[1] ?? "";
  expect(token).not.toBe("");
  expect(JSON.stringify(answer.body)).not.toContain(token);
  warn.mockRestore();
  return token;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a forgotten password", () => {
  onEachEngine(() => {
    it("is asked for in the same words, with an account and without one", async () => {
      const person = await signUp();
      const answers = [await forgot(person.email), await forgot("nobody@example.com"), await forgot("x")];
      const [known, ...others] = answers.map(({ status, body }) => ({ status, ...body }));
      expect(known).toMatchObject({ status: 200, success: true });
      for (const other of others) expect(other).toEqual(known);
    });

    it("is replaced once, which ends every session and token", async () => {
      const person = await signUp();
      const { cookie } = await browserSignIn(person);
      const earlier = await linkFor(person);
      const token = await linkFor(person);

      const weak = await reset(token, "short");
      expect(weak.body.errors).toMatchObject([{ path: "password" }]);
      expect((await reset(token, "a new password")).status).toBe(200);
      expect((await signIn(person, person.password)).status).toBe(401);
      expect((await signIn(person, "a new password")).status).toBe(200);
      for (const credential of [{ token: person.token }, { cookie }])
        expect((await call(profileRoute, "GET /api/users/profile", credential)).status).toBe(401);

      for (const used of [token, earlier, "wrong"]) {
        const { status, body } = await reset(used, "another password");
        expect([status, body.code, body.errors[0].path]).toEqual([400, "validation_failed", "token"]);
      }
    });

    it("is not replaced by a link after an hour", async () => {
      const person = await signUp();
      const token = await linkFor(person);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 60_000 });
      expect((await reset(token, "a new password")).body.errors).toMatchObject([{ path: "token" }]);
    });
  });
});
