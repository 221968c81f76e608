import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import * as forgotRoute from "@/app/api/auth/forgot/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as registerRoute from "@/app/api/auth/register/route";
import * as resetRoute from "@/app/api/auth/reset/route";
import * as verifyRoute from "@/app/api/auth/verify/route";
import * as projectsRoute from "@/app/api/projects/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as verificationRoute from "@/app/api/users/verification/route";
import { log } from "@/lib/log";
import { getStore } from "@/lib/store";
import { browserSignIn, call, setVariables, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { invite } from "../support/people";
import { createProject } from "../support/project-calls";
import { linkOf, type MailServer, startMailServer } from "../support/smtp";

let post: MailServer;
let undo: () => void;
beforeAll(async () => {
  post = await startMailServer();
  undo = setVariables({ SMTP_URL: post.url, NEXTAUTH_URL: "https://chat.example.com" });
});
afterAll(async () => {
  undo();
  await post.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const verify = (token: string) => call(verifyRoute, "POST /api/auth/verify", { body: { token } });
const forgot = (email: string) => call(forgotRoute, "POST /api/auth/forgot", { body: { email } });
const verified = async (id: string) => (await (await getStore()).users.get(id))?.emailVerified;
const tokenOf = (link: URL) => link.searchParams.get("token") ?? "";

onOneEngine(() => {
  describe("mails", () => {
    it("carry an invitation to the address that it is for, with people's words as text alone", async () => {
      const owner = await signUp({ name: 'Eve <b>"x"</b>\r\nBcc: all@example.com' });
      const name = `<img src=x onerror=alert(1)> & Sons\u2028\r\nSubject: other ${"x".repeat(60)}`.slice(
        0,
        100,
      );
      const project = (await createProject(owner.token, { name })).body.data.project;
      const email = `guest-${owner.id}@example.com`;
      const answer = await invite(owner.token, project.id, { email });
      expect(answer.body.data.mailed).toBe(true);
      const mail = await post.mailTo(email);
      expect(mail.recipients).toEqual([email]);
      expect(mail.headers.filter(({ key }) => ["bcc", "subject"].includes(key))).toHaveLength(1);
      expect(mail.html).not.toMatch(/<img|<b>/);
      expect(mail.html).toContain("&lt;img");
      expect(linkOf(mail).href).toBe(
        `https://chat.example.com${new URL(answer.body.data.url as string).pathname}`,
      );
      expect((await invite(owner.token, project.id, {})).body.data.mailed).toBe(false);
    });

    it("bring the link to a forgotten password, and say that it was changed", async () => {
      const warn = vi.spyOn(log(), "warn").mockImplementation(() => {});
      const person = await signUp();
      await post.mailTo(person.email);
      const answers = [await forgot(person.email), await forgot("nobody@example.com")];
      expect(answers[0]?.body.message).toBe(answers[1]?.body.message);
      const token = tokenOf(linkOf(await post.mailTo(person.email, 2)));
      const body = { token, password: "another password" };
      expect((await call(resetRoute, "POST /api/auth/reset", { body })).status).toBe(200);
      expect((await post.mailTo(person.email, 3)).subject).toBe("Your password was changed");
      expect(await verified(person.id)).toBe(true);
      expect(JSON.stringify(warn.mock.calls)).not.toContain(token);
    });

    it("wait for a server that says 'later', and are given up where it says no", async () => {
      const error = vi.spyOn(log(), "error").mockImplementation(() => {});
      post.refuse.push(451);
      const patient = await signUp();
      await post.mailTo(patient.email);
      post.refuse.push(554);
      const refused = await signUp();
      await vi.waitFor(() => expect(error).toHaveBeenCalledOnce());
      expect(JSON.stringify(error.mock.calls)).not.toContain(refused.email);
    });

    it("fail nobody's request while the server is away", async () => {
      vi.spyOn(log(), "error").mockImplementation(() => {});
      const away = setVariables({ SMTP_URL: "smtp://127.0.0.1:1" });
      const started = performance.now();
      expect((await forgot((await signUp()).email)).status).toBe(200);
      expect(performance.now() - started).toBeLessThan(2_000);
      away();
    });

    it("flood no address, whoever asks", async () => {
      const warn = vi.spyOn(log(), "warn").mockImplementation(() => {});
      const person = await signUp();
      for (let i = 0; i < 25; i++) await forgot(person.email);
      await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(6), 10_000);
      expect(post.mails.filter(({ recipients }) => recipients.includes(person.email)).length).toBeLessThan(
        21,
      );
    });
  });

  describe("an address", () => {
    it("is confirmed by the link, again with the same answer, and by no other", async () => {
      const person = await signUp();
      expect(await verified(person.id)).toBe(false);
      const token = tokenOf(linkOf(await post.mailTo(person.email)));
      expect((await verify(`${token.slice(0, -2)}xx`)).body.errors).toMatchObject([{ path: "token" }]);
      for (const wrong of ["x", "a.b", `${token}.x`, person.token])
        expect((await verify(wrong)).status).toBe(400);
      expect(await verified(person.id)).toBe(false);
      for (let twice = 0; twice < 2; twice++) expect((await verify(token)).status).toBe(200);
      expect(await verified(person.id)).toBe(true);
      const again = await call(verificationRoute, "POST /api/users/verification", { token: person.token });
      expect(again.body.data).toEqual({ verified: true });
    });

    it("is another's again once it changed: neither its links nor links for its password count", async () => {
      const person = await signUp();
      const confirm = tokenOf(linkOf(await post.mailTo(person.email)));
      await verify(confirm);
      await forgot(person.email);
      const reset = tokenOf(linkOf(await post.mailTo(person.email, 2)));
      const email = `moved-${person.id}@example.com`;
      const body = { email, currentPassword: person.password };
      await call(profileRoute, "PUT /api/users/profile", { token: person.token, body });
      expect(await verified(person.id)).toBe(false);
      expect((await post.mailTo(person.email, 3)).text).toContain(email);
      expect((await verify(confirm)).status).toBe(400);
      const taken = { token: reset, password: "another password" };
      expect((await call(resetRoute, "POST /api/auth/reset", { body: taken })).status).toBe(400);
      expect((await verify(tokenOf(linkOf(await post.mailTo(email))))).status).toBe(200);
    });

    it("takes an account from whoever made it for somebody else: keys and second factor end with the reset", async () => {
      const squatter = await signUp();
      const { secret } = await makeKey(squatter.token, { scopes: ["chat"] });
      const { secondFactors } = await getStore();
      await secondFactors.begin(squatter.id, "sealed");
      await secondFactors.confirm(squatter.id, "sealed", [], Date.now());
      const take = async (password: string, mails: number) => {
        await forgot(squatter.email);
        const token = tokenOf(linkOf(await post.mailTo(squatter.email, mails)));
        await call(resetRoute, "POST /api/auth/reset", { body: { token, password } });
      };
      await take("the owner's own", 2);
      expect(await secondFactors.get(squatter.id)).toBeNull();
      const used = await call(projectsRoute, "GET /api/projects", { token: secret });
      expect(used.status).toBe(401);

      const login = { email: squatter.email, password: "the owner's own" };
      const { token } = (await call(loginRoute, "POST /api/auth/login", { body: login })).body.data;
      const own = await makeKey(token, { scopes: ["chat"] });
      await take("another one", 4);
      expect((await call(projectsRoute, "GET /api/projects", { token: own.secret })).status).toBe(403);
    });

    it("is not confirmed by a link after three days", async () => {
      const person = await signUp();
      const token = tokenOf(linkOf(await post.mailTo(person.email)));
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 73 * 3_600_000 });
      expect((await verify(token)).status).toBe(400);
    });

    it("is confirmed before a rule about domains lets it in", async () => {
      const { installation } = await getStore();
      const before = await installation.settings();
      await installation.putSettings({ ...before, signUp: "open", domains: ["corp.example"] });
      const account = { email: `new-${Date.now()}@corp.example`, password: "correct horse", name: "New" };
      const register = await call(registerRoute, "POST /api/auth/register", { body: account });
      expect([register.status, register.body.data]).toMatchObject([
        201,
        { token: null, next: "confirm-email" },
      ]);
      const login = () => call(loginRoute, "POST /api/auth/login", { body: account });
      expect((await login()).body.code).toBe("forbidden");
      expect((await browserSignIn(account)).answer.body.url).toContain("error=EmailNotConfirmed");
      const wrong = { ...account, password: "wrong" };
      expect((await call(loginRoute, "POST /api/auth/login", { body: wrong })).status).toBe(401);
      await verify(tokenOf(linkOf(await post.mailTo(account.email))));
      expect((await login()).status).toBe(200);
      expect((await browserSignIn(account)).cookie).toContain("session-token");
      await installation.putSettings({ signUp: "open", domains: [] });
    });
  });
});
