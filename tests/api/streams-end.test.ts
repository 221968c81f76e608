import { describe, expect, it } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as eventsRoute from "@/app/api/events/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as sessionRoute from "@/app/api/users/sessions/[sessionId]/route";
import * as sessionsRoute from "@/app/api/users/sessions/route";
import { getStore } from "@/lib/store";
import { browserSignIn, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  /** Opens a feed; resolves once it has ended. */
  async function openFeed(
    credential: { token: string } | { cookie: string },
  ): Promise<{ ended: Promise<void> }> {
    const { status, response } = await call(eventsRoute, "GET /api/events", credential);
    expect(status).toBe(200);
    const reader = response.body?.getReader();
    await reader?.read();
    const ended = (async () => {
      while (!(await reader?.read())?.done);
    })();
    return { ended };
  }
  const sessionOf = async (person: Person) =>
    (await call(sessionsRoute, "GET /api/users/sessions", { token: person.token })).body.data.sessions[0].id;

  describe("an open feed ends", () => {
    it("with its session: revoked by its owner", async () => {
      const person = await signUp();
      const feed = await openFeed(person);
      await call(sessionRoute, "DELETE /x", {
        token: person.token,
        params: { sessionId: await sessionOf(person) },
      });
      await feed.ended;
    });

    it("with its session: signed out", async () => {
      const { cookie } = await browserSignIn(await signUp());
      const feed = await openFeed({ cookie });
      const csrf = await call(authRoute, "GET /api/auth/csrf", { cookie });
      const body = new URLSearchParams({ csrfToken: csrf.body.csrfToken }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      await call(authRoute, "POST /api/auth/signout", { cookie, body, headers });
      await feed.ended;
    });

    it("when the password changes, and when the account goes", async () => {
      const person = await signUp();
      const feed = await openFeed(person);
      const answer = await call(profileRoute, "PUT /api/users/profile", {
        token: person.token,
        body: { currentPassword: person.password, newPassword: "another one" },
      });
      await feed.ended;
      const token: string = answer.body.data.token;
      const second = await openFeed({ token });
      await call(profileRoute, "DELETE /api/users/profile", {
        token,
        body: { currentPassword: "another one" },
      });
      await second.ended;
    });

    it("when another process ended the session", async () => {
      const person = await signUp();
      const feed = await openFeed(person);
      await (await getStore()).sessions.revokeAll(person.id);
      await feed.ended;
    });
  });

  it("stays open for who is still signed in", async () => {
    const [person, other] = [await signUp(), await signUp()];
    const feed = await openFeed(person);
    const theirs = await openFeed(other);
    await (await getStore()).sessions.revokeAll(other.id);
    await theirs.ended;
    expect(await Promise.race([feed.ended.then(() => "ended"), Promise.resolve("open")])).toBe("open");
  });
});
