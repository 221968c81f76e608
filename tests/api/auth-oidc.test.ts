import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { getStore } from "@/lib/store";
import { browserSignIn, call, cookiesOf, HOST, setVariables, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";
import { type OidcServer, startOidcServer } from "../support/oidc-server";

let issuer: OidcServer;
let undo: () => void;
beforeAll(async () => {
  issuer = await startOidcServer(`http://${HOST}/api/auth/callback/oidc`);
  undo = setVariables({
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: "client",
    OIDC_CLIENT_SECRET: "a long client secret",
    OIDC_NAME: "Acme",
  });
});
afterAll(async () => {
  undo();
  await issuer.close();
});

/** Goes where the issuer leads, as a browser would, until it leads away. @returns that address */
async function throughIssuer(start: string): Promise<URL> {
  let at = new URL(start);
  const { origin } = at;
  let cookie = "";
  for (let steps = 0; at.origin === origin; steps++) {
    if (steps > 10) throw new Error(`The issuer leads in circles at ${at.pathname}`);
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    cookie = cookiesOf(response, cookie);
    const location = response.headers.get("location");
    if (!location) throw new Error(`The issuer answers ${response.status}: ${await response.text()}`);
    at = new URL(location, at);
  }
  return at;
}

let people = 0;
function somebody(fields: Partial<OidcServer["person"]> = {}) {
  people++;
  const sub = `person-${people}`;
  issuer.person = { sub, name: "Ada", email: `${sub}@corp.example`, email_verified: true, ...fields };
  return issuer.person;
}

async function signIn(before = "", change: (callback: URL) => void = () => {}) {
  const csrf = await call(authRoute, "GET /api/auth/csrf", { cookie: before });
  let cookie = cookiesOf(csrf.response, before);
  const form = { csrfToken: csrf.body.csrfToken, callbackUrl: "/projects", json: "true" };
  const start = await call(authRoute, "POST /api/auth/signin/oidc", {
    cookie,
    body: new URLSearchParams(form).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  cookie = cookiesOf(start.response, cookie);
  const callback = await throughIssuer(start.body.url);
  change(callback);
  const query = Object.fromEntries(callback.searchParams);
  const answer = await call(authRoute, "GET /api/auth/callback/oidc", { cookie, query });
  return { cookie: cookiesOf(answer.response, cookie), location: answer.headers.get("location") ?? "" };
}
const profile = async (cookie: string) =>
  (await call(profileRoute, "GET /api/users/profile", { cookie })).body.data?.user;

async function withSettings(settings: { signUp: "open" | "invited" | "closed"; domains: string[] }) {
  const { installation } = await getStore();
  const before = (await installation.settings()) ?? { signUp: "open" as const, domains: [] };
  await installation.putSettings({ ...before, ...settings });
}

onOneEngine(() => {
  describe("an issuer of OpenID Connect", () => {
    it("signs somebody in, verified, and again as the same", async () => {
      const { email } = somebody({ email: "Ada.L@Corp.example" });
      const first = await signIn();
      expect(first.location).toMatch(/\/projects$/);
      const user = await profile(first.cookie);
      expect(user).toMatchObject({ email: email?.toLowerCase(), name: "Ada" });
      expect(await (await getStore()).users.get(user.id)).toMatchObject({ emailVerified: true });
      issuer.person.email = "married@corp.example";
      expect((await profile((await signIn()).cookie)).id).toBe(user.id);
    });

    it("opens an account that shares the address only where both sides have verified it", async () => {
      const person = await signUp();
      somebody({ email: person.email });
      const unverified = await signIn();
      expect(unverified.location).toContain("error=OAuthAccountNotLinked");
      expect(await profile(unverified.cookie)).toBeUndefined();
      await (await getStore()).users.verifyEmail(person.id, person.email, Date.now());
      for (const claim of [false, undefined]) {
        Object.assign(issuer.person, { email_verified: claim });
        expect((await signIn()).location).toContain("error=AccessDenied");
      }
      issuer.person.email_verified = true;
      expect((await profile((await signIn()).cookie)).id).toBe(person.id);
      expect((await profile((await browserSignIn(person)).cookie)).id).toBe(person.id);
    });

    it("makes no account against the rules of sign-up, and lets in who has one", async () => {
      somebody();
      await signIn();
      await withSettings({ signUp: "closed", domains: [] });
      expect((await signIn()).location).toMatch(/\/projects$/);
      for (const rule of [
        { signUp: "closed" as const, domains: [] },
        { signUp: "invited" as const, domains: [] },
        { signUp: "open" as const, domains: ["other.example"] },
      ]) {
        await withSettings(rule);
        const { email: newcomer } = somebody();
        const refused = await signIn();
        expect(refused.location).toContain("error=SignUpRefused");
        expect(await (await getStore()).users.credentialsByEmail(newcomer ?? "")).toBeNull();
      }
      await withSettings({ signUp: "open", domains: ["corp.example"] });
      somebody();
      expect((await profile((await signIn()).cookie)).email).toBe(issuer.person.email);
      await withSettings({ signUp: "open", domains: [] });
    });

    it("is answered only in the browser that asked, once", async () => {
      somebody();
      const stolen = await signIn("", (callback) => callback.searchParams.set("state", "forged"));
      expect(stolen.location).toContain("error=OAuthCallback");
      const code = await signIn("", (callback) => callback.searchParams.set("code", "guessed"));
      expect(code.location).toContain("error=OAuthCallback");
      for (const { cookie } of [stolen, code]) expect(await profile(cookie)).toBeUndefined();
    });
  });
});
