import { beforeEach, describe, expect, it } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { browserSignIn, call, cookiesOf, HOST, setVariables, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";

onOneEngine(() => {
  const _session = (cookie: string) => call(authRoute, "GET /api/auth/session", { cookie });
  const profile = (cookie: string) => call(profileRoute, "GET /api/users/profile", { cookie });
  const csrfOf = async (cookie: string) => {
    const answer = await call(authRoute, "GET /api/auth/csrf", { cookie });
    return { csrfToken: answer.body.csrfToken as string, cookie: cookiesOf(answer.response, cookie) };
  };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  describe("a write with the cookie", () => {
    let cookie = "";
    beforeEach(async () => {
      cookie = (await browserSignIn(await signUp())).cookie;
    });
    const rename = (headers: Record<string, string>) =>
      call(profileRoute, "PUT /api/users/profile", { cookie, body: { name: "Renamed" }, headers });
    const unstated = async (headers: Record<string, string>) => {
      const { requestOf } = await import("../support/api");
      const request = requestOf("PUT", "/api/users/profile", { cookie, body: { name: "Renamed" } });
      request.headers.delete("origin");
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return profileRoute.PUT(request);
    };

    it("passes from the own origin and from a listed front end", async () => {
      expect((await rename({ origin: `http://${HOST}` })).status).toBe(200);
      expect((await rename({ origin: `https://${HOST}` })).status).toBe(200);
      expect((await rename({ origin: "http://localhost:3000" })).status).toBe(200);
      const undo = setVariables({ FRONTEND_URL: "https://app.example.com, https://second.example.com/" });
      expect((await rename({ origin: "https://app.example.com" })).status).toBe(200);
      expect((await rename({ origin: "https://second.example.com" })).status).toBe(200);
      expect((await rename({ origin: "http://localhost:3000" })).status).toBe(403);
      undo();
    });

    it.each([
      "https://evil.example",
      "http://app.test:3001",
      "http://app.test",
      `http://${HOST}.evil.example`,
      "null",
      "not an origin",
    ])("is refused from %s", async (origin) => {
      const { status, body } = await rename({ origin });
      expect([status, body.code]).toEqual([403, "forbidden_origin"]);
      expect((await profile(cookie)).body.data.user.name).not.toBe("Renamed");
    });

    it("without an Origin needs the browser's word or a Referer of ours", async () => {
      expect((await unstated({})).status).toBe(403);
      expect((await unstated({ "sec-fetch-site": "cross-site" })).status).toBe(403);
      expect((await unstated({ "sec-fetch-site": "same-site" })).status).toBe(403);
      expect((await unstated({ referer: "https://evil.example/app.test:3000" })).status).toBe(403);
      expect((await unstated({ "sec-fetch-site": "same-origin" })).status).toBe(200);
      expect((await unstated({ referer: `http://${HOST}/account` })).status).toBe(200);
    });

    it("is not the rule for a bearer token, nor for reads", async () => {
      const { token } = await signUp();
      const evil = { origin: "https://evil.example" };
      const bearer = await call(profileRoute, "PUT /api/users/profile", {
        token,
        body: { name: "B" },
        headers: evil,
      });
      expect(bearer.status).toBe(200);
      const read = await call(profileRoute, "GET /api/users/profile", { cookie, headers: evil });
      expect(read.status).toBe(200);
    });

    it("is judged by the token when both are sent, and a bad token is not made good by the cookie", async () => {
      const answer = await call(profileRoute, "GET /api/users/profile", { cookie, token: "bad" });
      expect(answer.status).toBe(401);
    });
  });

  describe("next-auth's routes", () => {
    it("list credentials alone until a provider's variables are set", async () => {
      const before = await call(authRoute, "GET /api/auth/providers");
      expect(Object.keys(before.body)).toEqual(["credentials"]);
      const undo = setVariables({
        GITHUB_CLIENT_ID: "id",
        GITHUB_CLIENT_SECRET: "secret",
        GOOGLE_CLIENT_ID: "id",
      });
      const after = await call(authRoute, "GET /api/auth/providers");
      undo();
      expect(Object.keys(after.body)).toEqual(["credentials", "github"]);
      expect(after.body.github.callbackUrl).toBe(`http://${HOST}/api/auth/callback/github`);
    });

    it("send to GitHub with a state of our own address", async () => {
      const undo = setVariables({ GITHUB_CLIENT_ID: "client-id", GITHUB_CLIENT_SECRET: "secret" });
      const { csrfToken, cookie } = await csrfOf("");
      const answer = await call(authRoute, "POST /api/auth/signin/github", {
        cookie,
        body: new URLSearchParams({ csrfToken, callbackUrl: "/projects", json: "true" }).toString(),
        headers: form,
      });
      undo();
      const url = new URL(answer.body.url);
      expect(url.origin).toBe("https://github.com");
      expect(url.searchParams.get("client_id")).toBe("client-id");
      expect(url.searchParams.get("redirect_uri")).toBe(`http://${HOST}/api/auth/callback/github`);
      expect(url.searchParams.get("state")).toBeTruthy();
    });

    it("lead pages to ours", async () => {
      const { status, headers } = await call(authRoute, "GET /api/auth/signin");
      expect(status).toBe(302);
      expect(headers.get("location")).toMatch(/^\/sign-in\?/);
    });

    it("are no routes where next-auth has none", async () => {
      for (const path of [
        "foo",
        "callback",
        "callback/nobody",
        "signin/github",
        "session/x",
        "csrf/a/b",
        "constructor",
      ]) {
        const { status, body } = await call(authRoute, `GET /api/auth/${path}`);
        expect([status, body.code], path).toEqual([404, "route_not_found"]);
      }
    });

    it("answer a wrong method with Allow", async () => {
      const put = await call(authRoute, "PUT /api/auth/session");
      expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
      const post = await call(authRoute, "POST /api/auth/providers");
      expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    });

    it("refuse bodies they can't read and keep strangers' text out of the log", async () => {
      const json = { "content-type": "application/json" };
      const malformed = await call(authRoute, "POST /api/auth/callback/credentials", {
        body: "{",
        headers: json,
      });
      expect([malformed.status, malformed.body.code]).toEqual([400, "malformed_json"]);
      expect(malformed.body.url).toMatch(/^http:\/\/app\.test:3000\/sign-in\?error=malformed_json$/);
      const plain = await call(authRoute, "POST /api/auth/callback/credentials", { body: "a=b" });
      expect(plain.status).toBe(415);
      const logged = await call(authRoute, "POST /api/auth/_log", { body: { level: "error", code: "x" } });
      expect(logged.status).toBe(200);
    });
  });
});
