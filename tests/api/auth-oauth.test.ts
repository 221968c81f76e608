import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as signInRoute from "@/app/api/users/sign-ins/[linkId]/route";
import * as signInsRoute from "@/app/api/users/sign-ins/route";
import { getStore } from "@/lib/store";
import { browserSignIn, call, cookiesOf, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";
import { type OAuthServer, startOAuthServer } from "../support/oauth-server";

const scripted = vi.hoisted(() => ({ url: "" }));
// GitHub's addresses are fixed in next-auth; the same provider, with those of a server of the test's own.
vi.mock("next-auth/providers/github", async (original) => {
  const { default: github } = await original<typeof import("next-auth/providers/github")>();
  return {
    default: (options: Parameters<typeof github>[0]) => ({
      ...github(options),
      issuer: scripted.url,
      authorization: { url: `${scripted.url}/authorize`, params: { scope: "read:user user:email" } },
      token: `${scripted.url}/token`,
      userinfo: `${scripted.url}/user`,
    }),
  };
});

onOneEngine(
  () => {
    let provider: OAuthServer;
    beforeAll(async () => {
      provider = await startOAuthServer();
      scripted.url = provider.url;
    });
    afterAll(() => provider.close());

    let accounts = 1000;
    function somebody(fields: Record<string, unknown> = {}) {
      accounts++;
      provider.profile = {
        id: accounts,
        login: `octo-${accounts}`,
        name: `Octo ${accounts}`,
        email: `octo-${accounts}@example.com`,
        avatar_url: "https://avatars.example.com/1",
        ...fields,
      };
      return provider.profile as { id: number; email: string; name: string };
    }

    /** Goes to the provider and comes back with its code, as a browser with these cookies would. */
    async function signInWithProvider(before = "", tamper: { state?: string } = {}) {
      const csrf = await call(authRoute, "GET /api/auth/csrf", { cookie: before });
      let cookie = cookiesOf(csrf.response, before);
      const start = await call(authRoute, "POST /api/auth/signin/github", {
        cookie,
        body: new URLSearchParams({
          csrfToken: csrf.body.csrfToken,
          callbackUrl: "/projects",
          json: "true",
        }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      cookie = cookiesOf(start.response, cookie);
      const state = tamper.state ?? new URL(start.body.url).searchParams.get("state") ?? "";
      const answer = await call(authRoute, "GET /api/auth/callback/github", {
        cookie,
        query: { code: "code", state },
      });
      return {
        answer,
        cookie: cookiesOf(answer.response, cookie),
        location: answer.headers.get("location") ?? "",
      };
    }
    const signIns = (cookie: string) => call(signInsRoute, "GET /api/users/sign-ins", { cookie });
    const unlink = (cookie: string, linkId: string, body: object) =>
      call(signInRoute, `DELETE /api/users/sign-ins/${linkId}`, { cookie, params: { linkId }, body });
    const profile = (cookie: string) => call(profileRoute, "GET /api/users/profile", { cookie });

    describe("signing in with a provider", () => {
      it("makes an account without a password and a session like any other", async () => {
        const person = somebody({ email: "Octo.Cat@Example.com" });
        const { location, cookie } = await signInWithProvider();
        expect(location).toMatch(/\/projects$/);
        const { body } = await profile(cookie);
        expect(body.data.user).toMatchObject({ email: "octo.cat@example.com", name: person.name });
        const { users, sessions } = await getStore();
        expect((await users.credentialsById(body.data.user.id))?.passwordHash).toBeNull();
        expect((await sessions.list(body.data.user.id, Date.now())).map(({ kind }) => kind)).toEqual([
          "browser",
        ]);
      });

      it("finds the same account again, even under a new address", async () => {
        const person = somebody();
        const first = await profile((await signInWithProvider()).cookie);
        provider.profile = { ...person, email: "moved@example.com" };
        const second = await profile((await signInWithProvider()).cookie);
        expect(second.body.data.user.id).toBe(first.body.data.user.id);
        expect(second.body.data.user.email).toBe(person.email);
      });

      it("never opens an account that only shares the address", async () => {
        const victim = await signUp();
        somebody({ email: victim.email.toUpperCase() });
        const { location, cookie } = await signInWithProvider();
        expect(location).toContain("error=OAuthAccountNotLinked");
        expect(cookie).not.toContain("session-token");
      });

      it("links to the account that is signed in, which then opens by both", async () => {
        const owner = await signUp();
        somebody({ email: "else@example.com" });
        const { cookie } = await browserSignIn(owner);
        await signInWithProvider(cookie);
        const later = await profile((await signInWithProvider()).cookie);
        expect(later.body.data.user.id).toBe(owner.id);
      });

      it("links to no session that was left open: who links has signed in just now", async () => {
        const owner = await signUp();
        const person = somebody();
        const { cookie } = await browserSignIn(owner);
        vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
        const { location } = await signInWithProvider(cookie);
        vi.useRealTimers();
        expect(location).toContain("error=LinkNeedsProof");
        const adapter = (await getStore()).authAdapter() as {
          getUserByAccount(account: object): Promise<unknown>;
        };
        const account = { provider: "github", providerAccountId: String(person.id) };
        expect(await adapter.getUserByAccount(account)).toBeNull();
        expect((await profile(cookie)).body.data.user.id).toBe(owner.id);
      });

      it("lists what is linked, and unlinks it on fresh proof", async () => {
        const owner = await signUp();
        somebody();
        const { cookie } = await signInWithProvider((await browserSignIn(owner)).cookie);
        const [link] = (await signIns(cookie)).body.data.links;
        expect(link).toMatchObject({ provider: "github", name: "GitHub", usable: true });
        const without = await unlink(cookie, link.id, {});
        expect([without.status, without.body.errors[0].path]).toEqual([400, "currentPassword"]);
        expect((await unlink(cookie, link.id, { currentPassword: "wrong one" })).status).toBe(400);
        const stranger = await signUp();
        const foreign = await unlink((await browserSignIn(stranger)).cookie, link.id, {
          currentPassword: stranger.password,
        });
        expect(foreign.status).toBe(404);
        const gone = await unlink(cookie, link.id, { currentPassword: owner.password });
        expect(gone.status).toBe(200);
        expect((await signIns(cookie)).body.data).toEqual({ password: true, links: [] });
        const { installation } = await getStore();
        const { items } = await installation.listAudit({ limit: 10 });
        const mine = items.filter(({ actorId }) => actorId === owner.id).map(({ action }) => action);
        expect(mine).toContain("sign-in.link");
        expect(mine).toContain("sign-in.unlink");
        const other = await profile((await signInWithProvider()).cookie);
        expect(other.body.data.user.id).not.toBe(owner.id);
      });

      it("keeps the last way to sign in, and asks who has no password to have signed in just now", async () => {
        somebody();
        const { cookie } = await signInWithProvider();
        const { password, links } = (await signIns(cookie)).body.data;
        expect(password).toBe(false);
        const last = await unlink(cookie, links[0].id, {});
        expect([last.status, last.body.code]).toEqual([409, "limit_reached"]);
        expect((await signIns(cookie)).body.data.links).toEqual(links);
        vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
        const late = await unlink(cookie, links[0].id, {});
        vi.useRealTimers();
        expect([late.status, late.body.errors?.[0].path]).toEqual([400, "currentPassword"]);
      });

      it("does not link to an account whose session was revoked", async () => {
        const owner = await signUp();
        const { cookie } = await browserSignIn(owner);
        const { sessions } = await getStore();
        await sessions.revokeAll(owner.id);
        somebody();
        const { body } = await profile((await signInWithProvider(cookie)).cookie);
        expect(body.data.user.id).not.toBe(owner.id);
      });

      it("refuses an address that the provider did not verify, and none at all", async () => {
        somebody({ email_verified: false });
        expect((await signInWithProvider()).location).toContain("error=AccessDenied");
        somebody({ email: null });
        const without = await signInWithProvider();
        expect(without.cookie).not.toContain("session-token");
        expect(without.location).toContain("error=");
      });

      it("refuses an answer to a question it did not ask", async () => {
        somebody();
        const { location, cookie } = await signInWithProvider("", { state: "forged" });
        expect(location).toContain("error=OAuthCallback");
        expect(cookie).not.toContain("session-token");
      });

      it("keeps none of the provider's tokens, and no name longer than ours may be", async () => {
        const { id } = somebody({ name: "n".repeat(300) });
        const { cookie } = await signInWithProvider();
        expect((await profile(cookie)).body.data.user.name).toHaveLength(100);
        const store = await getStore();
        const linked = vi.fn();
        const adapter = store.authAdapter() as { unlinkAccount(account: object): Promise<unknown> };
        linked(await adapter.unlinkAccount({ provider: "github", providerAccountId: String(id) }));
        expect(JSON.stringify(linked.mock.calls)).not.toContain("provider-secret");
      });
    });
  },
  { GITHUB_CLIENT_ID: "client", GITHUB_CLIENT_SECRET: "secret" },
);
