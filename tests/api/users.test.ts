import { afterEach, describe, expect, it, vi } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { passwordWork } from "@/lib/auth/passwords";
import { scopeOf } from "@/lib/auth/scope";
import { issueToken } from "@/lib/auth/tokens";
import { getStore } from "@/lib/store";
import { browserSignIn, call, cookiesOf, type Person, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { startOpenAIServer } from "../support/openai-server";
import { data, newProject, uploadFile } from "../support/project-calls";

onEachEngine(() => {
  afterEach(() => vi.useRealTimers());

  const read = (token: string) => call(profileRoute, "GET /api/users/profile", { token });
  const put = (token: string, body: unknown) => call(profileRoute, "PUT /api/users/profile", { token, body });
  const remove = (token: string, body?: unknown) =>
    call(profileRoute, "DELETE /api/users/profile", { token, ...(body === undefined ? {} : { body }) });
  const login = ({ email, password }: Pick<Person, "email" | "password">) =>
    call(loginRoute, "POST /api/auth/login", { body: { email, password } });

  /** An account that came from a provider, with a token of a sign-in just now. */
  async function withoutPassword(email: string) {
    const { users } = await getStore();
    const user = await users.create({ email, name: "From elsewhere", passwordHash: null });
    return { user, token: await issueToken(user, "test") };
  }

  describe("the profile", () => {
    it("shows the user and nothing else", async () => {
      const person = await signUp();
      const { status, body } = await read(person.token);
      expect(status).toBe(200);
      expect(body).toEqual({
        success: true,
        data: {
          user: {
            id: person.id,
            email: person.email,
            name: person.name,
            createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
            updatedAt: expect.any(String),
          },
        },
      });
    });

    it("needs a credential", async () => {
      for (const method of ["GET", "PUT", "DELETE"]) {
        const { status, body } = await call(profileRoute, `${method} /api/users/profile`);
        expect([status, body.code]).toEqual([401, "unauthenticated"]);
      }
    });

    it("changes the name without a password", async () => {
      const { token } = await signUp();
      const { status, body } = await put(token, { name: "  Grace  " });
      expect(status).toBe(200);
      expect(body.data).toEqual({ user: expect.objectContaining({ name: "Grace" }) });
      expect((await read(token)).body.data.user.name).toBe("Grace");
    });

    it("takes an empty change", async () => {
      const { token, name } = await signUp();
      expect((await put(token, {})).body.data.user.name).toBe(name);
      expect((await call(profileRoute, "PUT /api/users/profile", { token })).status).toBe(200);
    });

    it("changes the e-mail with the password, and only then", async () => {
      const person = await signUp();
      const missing = await put(person.token, { email: "new@example.com" });
      expect(missing.status).toBe(400);
      expect(missing.body.errors).toEqual([
        { path: "currentPassword", message: "Current password is required" },
      ]);
      const wrong = await put(person.token, { email: "new@example.com", currentPassword: "wrong" });
      expect(wrong.status).toBe(400);
      expect(wrong.body.errors).toEqual([{ path: "currentPassword", message: "Current password is wrong" }]);
      const right = await put(person.token, { email: " New@Example.com ", currentPassword: person.password });
      expect(right.status).toBe(200);
      expect(right.body.data.token).toBeUndefined();
      expect((await login({ email: "new@example.com", password: person.password })).status).toBe(200);
      expect((await login(person)).status).toBe(401);
      expect((await read(person.token)).body.data.user.email).toBe("new@example.com");
    });

    it("does not ask for the password when the e-mail stays the same", async () => {
      const person = await signUp();
      const { status } = await put(person.token, { name: "Same", email: person.email.toUpperCase() });
      expect(status).toBe(200);
    });

    it("refuses an e-mail that is taken and changes nothing", async () => {
      const [one, two] = [await signUp(), await signUp()];
      const { status, body } = await put(one.token, {
        email: two.email,
        name: "Changed",
        currentPassword: one.password,
      });
      expect([status, body.code]).toEqual([400, "user_exists"]);
      expect((await read(one.token)).body.data.user).toMatchObject({ email: one.email, name: one.name });
    });

    it("names faulty fields", async () => {
      const { token } = await signUp();
      const { body } = await put(token, { name: "", email: "x", newPassword: "short", currentPassword: 5 });
      expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual([
        "currentPassword",
        "email",
        "name",
        "newPassword",
      ]);
    });

    it("compares once per change that needs it and never otherwise", async () => {
      const person = await signUp();
      const count = async (body: unknown) => {
        const before = passwordWork().compared;
        await put(person.token, body);
        return passwordWork().compared - before;
      };
      expect(await count({ name: "x", currentPassword: person.password })).toBe(0);
      expect(await count({ email: "c1@example.com", currentPassword: "wrong" })).toBe(1);
      expect(await count({ email: "c1@example.com" })).toBe(0);
    });
  });

  describe("a changed password", () => {
    it("answers a new token and ends every other token and session", async () => {
      const person = await signUp();
      const other = (await login(person)).body.data.token;
      const browser = await browserSignIn(person);
      const { status, body } = await put(person.token, {
        currentPassword: person.password,
        newPassword: "a new password",
      });
      expect(status).toBe(200);
      expect(body.data.user.id).toBe(person.id);
      for (const token of [person.token, other]) expect((await read(token)).status).toBe(401);
      const ended = await call(profileRoute, "GET /api/users/profile", { cookie: browser.cookie });
      expect(ended.status).toBe(401);
      expect((await read(body.data.token)).status).toBe(200);
      expect((await login(person)).status).toBe(401);
      expect((await login({ email: person.email, password: "a new password" })).status).toBe(200);
    });

    it("renews the cookie of the browser that asked, and next-auth reads it", async () => {
      const person = await signUp();
      const asking = await browserSignIn(person);
      const other = await browserSignIn(person);
      const answer = await call(profileRoute, "PUT /api/users/profile", {
        cookie: asking.cookie,
        body: { currentPassword: person.password, newPassword: "a new password" },
      });
      expect(answer.status).toBe(200);
      expect((await read(answer.body.data.token)).status).toBe(200);
      const renewed = cookiesOf(answer.response, asking.cookie);
      const line = answer.headers.getSetCookie()[0];
      expect(line).toMatch(/^next-auth\.session-token=.+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
      const profile = (cookie: string) => call(profileRoute, "GET /api/users/profile", { cookie });
      expect((await profile(renewed)).status).toBe(200);
      expect((await profile(asking.cookie)).status).toBe(401);
      expect((await profile(other.cookie)).status).toBe(401);
      const session = await call(authRoute, "GET /api/auth/session", { cookie: renewed });
      expect(session.body.user.id).toBe(person.id);
    });

    it("needs the current one, and a good new one", async () => {
      const person = await signUp();
      const fields = async (body: unknown) => (await put(person.token, body)).body.errors?.[0]?.path;
      expect(await fields({ newPassword: "long enough" })).toBe("currentPassword");
      expect(await fields({ newPassword: "long enough", currentPassword: "wrong" })).toBe("currentPassword");
      expect(await fields({ newPassword: "x".repeat(73), currentPassword: person.password })).toBe(
        "newPassword",
      );
      expect((await read(person.token)).status).toBe(200);
    });
  });

  describe("an account without a password", () => {
    it("shows a sign-in under ten minutes old instead", async () => {
      const { user, token } = await withoutPassword("fresh@example.com");
      vi.useFakeTimers({ now: Date.now() + 9 * 60_000, toFake: ["Date"] });
      const changed = await put(token, { email: "fresh-2@example.com" });
      expect([changed.status, changed.body.data.user.id]).toEqual([200, user.id]);
      vi.setSystemTime(Date.now() + 2 * 60_000);
      const late = await put(token, { newPassword: "my first one" });
      expect(late.status).toBe(400);
      expect(late.body.errors).toEqual([
        { path: "currentPassword", message: "Sign in again to confirm this change" },
      ]);
      expect((await remove(token)).status).toBe(400);
      expect((await put(token, { name: "Still fine" })).status).toBe(200);
    });

    it("can set its first password", async () => {
      const { token } = await withoutPassword("first@example.com");
      const { status, body } = await put(token, { newPassword: "my first one" });
      expect(status).toBe(200);
      expect((await read(body.data.token)).status).toBe(200);
      expect((await login({ email: "first@example.com", password: "my first one" })).status).toBe(200);
    });

    it("can be deleted", async () => {
      const { token } = await withoutPassword("gone@example.com");
      expect((await remove(token)).status).toBe(200);
      expect((await read(token)).status).toBe(401);
    });
  });

  describe("deleting the account", () => {
    it("needs the password", async () => {
      const person = await signUp();
      for (const body of [undefined, {}, { currentPassword: "wrong" }]) {
        const answer = await remove(person.token, body);
        expect(answer.status).toBe(400);
        expect(answer.body.errors[0].path).toBe("currentPassword");
      }
      expect((await read(person.token)).status).toBe(200);
    });

    it("removes the user and all that is theirs, and nobody else's", async () => {
      const [person, bystander] = [await signUp(), await signUp()];
      const store = await getStore();
      const settings = { model: "demo", temperature: 0.7, maxTokens: 1000 };
      const make = (userId: string) =>
        store.projects.create(scopeOf({ userId }), { name: "P", description: "", settings }, 1000);
      const [mine, theirs] = [await make(person.id), await make(bystander.id)];
      const { status, body } = await remove(person.token, { currentPassword: person.password });
      expect([status, body.success]).toEqual([200, true]);
      expect((await read(person.token)).status).toBe(401);
      expect((await login(person)).status).toBe(401);
      expect(await store.projects.get(scopeOf({ userId: person.id }), mine.id)).toBeNull();
      expect(await store.projects.get(scopeOf({ userId: bystander.id }), theirs.id)).not.toBeNull();
      expect((await read(bystander.token)).status).toBe(200);
      expect((await signUp({ email: person.email })).id).not.toBe(person.id);
    });

    it("ends a running reply and the provider's copies of files", async () => {
      const provider = await startOpenAIServer();
      const undo = setVariables({
        OPENAI_BASE_URL: provider.url,
        OPENAI_API_KEY: "sk-test",
        OPENAI_UPLOAD_FILES: "1",
      });
      try {
        const person = await signUp();
        const projectId = await newProject(person.token, { settings: { model: "scripted-slow" } });
        const form = new FormData();
        form.set("file", new File(["text"], "notes.txt"));
        const { file } = data(await uploadFile(person.token, projectId, { body: form }));
        const running = await call(chatRoute, `POST /api/chat/${projectId}`, {
          token: person.token,
          params: { projectId },
          body: { message: "[[slow tokens=4000]]", stream: true },
        });
        expect(running.status).toBe(200);
        const request = await provider.waitFor(({ path }) => path.endsWith("/chat/completions"));
        const gone = await remove(person.token, { currentPassword: person.password });
        expect(gone.status).toBe(200);
        await running.response.text();
        await provider.waitFor(({ id, abortedAt }) => id === request.id && abortedAt !== null);
        await provider.waitFor(({ method, path }) => method === "DELETE" && path.endsWith(file.fileId));
      } finally {
        undo();
        await provider.close();
      }
    });

    it("makes the browser forget its cookie", async () => {
      const person = await signUp();
      const { cookie } = await browserSignIn(person);
      const answer = await call(profileRoute, "DELETE /api/users/profile", {
        cookie,
        body: { currentPassword: person.password },
      });
      expect(answer.status).toBe(200);
      expect(cookiesOf(answer.response, cookie)).not.toContain("session-token");
    });
  });
});
