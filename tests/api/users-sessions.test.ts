import { describe, expect, it } from "vitest";
import * as loginRoute from "@/app/api/auth/login/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as oneRoute from "@/app/api/users/sessions/[sessionId]/route";
import * as sessionsRoute from "@/app/api/users/sessions/route";
import { sessionSchema } from "@/lib/schemas";
import { browserSignIn, type CallOptions, call, cookiesOf, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  const list = (options: CallOptions) => call(sessionsRoute, "GET /api/users/sessions", options);
  const end = (sessionId: string, options: CallOptions) =>
    call(oneRoute, `DELETE /api/users/sessions/${sessionId}`, { params: { sessionId }, ...options });
  const login = async ({ email, password }: Person, userAgent = "") => {
    const headers = { "user-agent": userAgent };
    const answer = await call(loginRoute, "POST /api/auth/login", { body: { email, password }, headers });
    return answer.body.data.token as string;
  };
  const works = async (options: CallOptions) =>
    (await call(profileRoute, "GET /api/users/profile", options)).status === 200;

  describe("sessions", () => {
    it("lists browsers and tokens, tells which one asks, and no one else's", async () => {
      const person = await signUp();
      await signUp();
      const token = await login(person, `curl/8 ${"x".repeat(1000)}`);
      await browserSignIn(person);
      const { status, body } = await list({ token });
      expect(status).toBe(200);
      expect(body.data.nextCursor).toBeNull();
      const kinds = body.data.sessions.map((session: { kind: string }) => session.kind).sort();
      expect(kinds).toEqual(["browser", "token", "token"]);
      for (const session of body.data.sessions)
        expect(Object.keys(sessionSchema.parse(session))).toHaveLength(7);
      const current = body.data.sessions.filter((session: { current: boolean }) => session.current);
      expect(current).toHaveLength(1);
      expect(current[0].userAgent).toHaveLength(300);
    });

    it("pages without gaps or repeats", async () => {
      const person = await signUp();
      for (let i = 0; i < 5; i++) await login(person);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: Record<string, string> = { limit: "2", ...(cursor ? { cursor } : {}) };
        const { body } = await list({ token: person.token, query });
        seen.push(...body.data.sessions.map((session: { id: string }) => session.id));
        cursor = body.data.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(6);
      expect(seen).toHaveLength(6);
      const bad = await list({ token: person.token, query: { cursor: "nonsense" } });
      expect([bad.status, bad.body.errors[0].path]).toEqual([400, "cursor"]);
    });

    it("end one by one", async () => {
      const person = await signUp();
      const other = await login(person);
      const { body } = await list({ token: other });
      const { id } = body.data.sessions.find((session: { current: boolean }) => session.current);
      expect((await end(id, { token: person.token })).status).toBe(200);
      expect(await works({ token: other })).toBe(false);
      expect(await works({ token: person.token })).toBe(true);
      const again = await end(id, { token: person.token });
      expect([again.status, again.body.message]).toEqual([404, "Session not found"]);
    });

    it("of somebody else are not there", async () => {
      const [person, stranger] = [await signUp(), await signUp()];
      const { body } = await list({ token: person.token });
      const [{ id }] = body.data.sessions;
      expect((await end(id, { token: stranger.token })).status).toBe(404);
      expect((await end("nonsense", { token: stranger.token })).status).toBe(404);
      expect(await works({ token: person.token })).toBe(true);
    });

    it("end all at once but the one that asks", async () => {
      const person = await signUp();
      const other = await login(person);
      const { cookie } = await browserSignIn(person);
      const answer = await call(sessionsRoute, "DELETE /api/users/sessions", { token: person.token });
      expect([answer.status, answer.body.data]).toEqual([200, { revoked: 2 }]);
      expect(await works({ token: person.token })).toBe(true);
      expect(await works({ token: other })).toBe(false);
      expect(await works({ cookie })).toBe(false);
    });

    it("a browser that ends its own loses its cookie", async () => {
      const { cookie } = await browserSignIn(await signUp());
      const { body } = await list({ cookie });
      const { id } = body.data.sessions.find((session: { current: boolean }) => session.current);
      const answer = await end(id, { cookie });
      expect(answer.status).toBe(200);
      expect(cookiesOf(answer.response, cookie)).not.toContain("session-token");
      expect(await works({ cookie })).toBe(false);
    });
  });
});
