import { SignJWT } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as loginRoute from "@/app/api/auth/login/route";
import * as registerRoute from "@/app/api/auth/register/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { passwordWork } from "@/lib/auth/passwords";
import { getStore } from "@/lib/store";
import { call, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const SECRET = "a secret for tests that is long enough";
onEachEngine(
  () => {
    const register = (body: unknown) => call(registerRoute, "POST /api/auth/register", { body });
    const login = (body: unknown) => call(loginRoute, "POST /api/auth/login", { body });
    const profile = (token: string) => call(profileRoute, "GET /api/users/profile", { token });

    async function comparisons(work: () => Promise<unknown>): Promise<number> {
      const before = passwordWork().compared;
      await work();
      return passwordWork().compared - before;
    }

    afterEach(() => vi.useRealTimers());

    describe("registration", () => {
      it("makes a user and a token that works", async () => {
        const { status, body } = await register({
          email: "  Ada@Example.COM ",
          password: "analytical",
          name: " Ada ",
          role: "admin",
        });
        expect(status).toBe(201);
        expect(body).toEqual({
          success: true,
          message: "User registered successfully",
          data: {
            user: { id: expect.stringMatching(/^[0-9a-f]{24}$/), email: "ada@example.com", name: "Ada" },
            token: expect.any(String),
          },
        });
        expect((await profile(body.data.token)).body.data.user.email).toBe("ada@example.com");
      });

      it("refuses an e-mail that is taken, in any case of letters", async () => {
        const { email } = await signUp();
        const { status, body } = await register({
          email: email.toUpperCase(),
          password: "another",
          name: "B",
        });
        expect(status).toBe(400);
        expect(body).toMatchObject({ code: "user_exists", message: "User already exists with this email" });
      });

      it("gives two racing registrations one user", async () => {
        const input = { email: "race@example.com", password: "password", name: "Racer" };
        const answers = await Promise.all([register(input), register(input), register(input)]);
        expect(answers.map((answer) => answer.status).sort()).toEqual([201, 400, 400]);
        expect((await login(input)).status).toBe(200);
      });

      it("names every faulty field", async () => {
        const { status, body } = await register({ email: "nobody", password: "short", name: " " });
        expect(status).toBe(400);
        expect(body.errors).toEqual([
          { path: "email", message: "Enter a valid email address" },
          { path: "password", message: "Password must be at least 6 characters" },
          { path: "name", message: "Name is required" },
        ]);
        const empty = await register({});
        expect(empty.body.errors.map((error: { path: string }) => error.path)).toEqual([
          "email",
          "password",
          "name",
        ]);
      });

      it("takes passwords up to 72 bytes, counted as bytes", async () => {
        const name = "N";
        expect((await register({ email: "b72@example.com", password: "ü".repeat(36), name })).status).toBe(
          201,
        );
        const over = await register({ email: "b73@example.com", password: `${"ü".repeat(36)}x`, name });
        expect(over.body.errors).toEqual([
          { path: "password", message: "Password must be at most 72 bytes" },
        ]);
        expect(
          (await register({ email: "n@example.com", password: "password", name: "n".repeat(101) })).status,
        ).toBe(400);
      });

      it("keeps nothing of a failed sign-up", async () => {
        await register({ email: "half@example.com", password: "password", name: "" });
        const { users } = await getStore();
        expect(await users.credentialsByEmail("half@example.com")).toBeNull();
      });

      it("stores a bcrypt hash, never the password", async () => {
        const person = await signUp({ password: "in the clear" });
        const { users } = await getStore();
        const stored = await users.credentialsById(person.id);
        expect(stored?.passwordHash).toMatch(/^\$2[aby]\$04\$/);
      });
    });

    describe("login", () => {
      it("answers user and token", async () => {
        const person = await signUp();
        const { status, body } = await login({
          email: ` ${person.email.toUpperCase()}`,
          password: person.password,
        });
        expect(status).toBe(200);
        expect(body).toEqual({
          success: true,
          message: "Login successful",
          data: {
            user: { id: person.id, email: person.email, name: person.name },
            token: expect.any(String),
          },
        });
        expect((await profile(body.data.token)).status).toBe(200);
      });

      it("says the same of a wrong password, an unknown account and one without a password", async () => {
        const person = await signUp();
        const { users } = await getStore();
        await users.create({ email: "oauth-only@example.com", name: "O", passwordHash: null });
        const answers = await Promise.all([
          login({ email: person.email, password: "wrong" }),
          login({ email: "nobody@example.com", password: "wrong" }),
          login({ email: "oauth-only@example.com", password: "wrong" }),
          login({ email: "not an address", password: "wrong" }),
        ]);
        for (const { status, body } of answers) {
          expect(status).toBe(401);
          expect({ ...body, requestId: "" }).toEqual({
            success: false,
            message: "Invalid email or password",
            code: "invalid_credentials",
            requestId: "",
          });
        }
      });

      it("compares exactly once on every path", async () => {
        const person = await signUp();
        const { users } = await getStore();
        await users.create({ email: "oauth-too@example.com", name: "O", passwordHash: null });
        const paths: Record<string, { email: string; password: string }> = {
          right: person,
          wrong: { email: person.email, password: "wrong" },
          unknown: { email: "unknown@example.com", password: "wrong" },
          "without a password": { email: "oauth-too@example.com", password: "wrong" },
          "too long": { email: person.email, password: "x".repeat(80) },
        };
        for (const [name, { email, password }] of Object.entries(paths)) {
          expect(await comparisons(() => login({ email, password })), name).toBe(1);
        }
      });

      it("compares never to register or to refuse a body", async () => {
        expect(await comparisons(() => signUp())).toBe(0);
        expect(await comparisons(() => login({ email: "x@example.com" }))).toBe(0);
      });

      it("does not take a longer password whose first 72 bytes are right", async () => {
        const person = await signUp({ password: "p".repeat(72) });
        expect((await login(person)).status).toBe(200);
        expect((await login({ email: person.email, password: "p".repeat(73) })).status).toBe(401);
      });
    });

    describe("tokens", () => {
      const claimsOf = (token: string) =>
        JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
      const sign = (claims: Record<string, unknown>, alg = "HS256", secret = SECRET) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg })
          .setExpirationTime("1h")
          .sign(new TextEncoder().encode(secret));

      it("carry userId, sid, ver and seven days", async () => {
        const { token, id } = await signUp();
        const claims = claimsOf(token);
        expect(claims).toEqual({
          userId: id,
          sid: expect.stringMatching(/^[0-9a-f]{24}$/),
          ver: expect.any(Number),
          iat: expect.any(Number),
          exp: claims.iat + 7 * 24 * 60 * 60,
        });
        expect(JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).alg).toBe("HS256");
      });

      it("last as long as JWT_EXPIRES_IN says", async () => {
        const undo = setVariables({ JWT_EXPIRES_IN: "30m" });
        const { token } = await signUp();
        undo();
        const claims = claimsOf(token);
        expect(claims.exp - claims.iat).toBe(30 * 60);
        vi.useFakeTimers({ now: Date.now() + 31 * 60_000, toFake: ["Date"] });
        expect((await profile(token)).status).toBe(401);
      });

      it("are refused when anything about them is off", async () => {
        const { token } = await signUp();
        const claims = claimsOf(token);
        const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
        const foreign = await signUp();
        const bad: Record<string, string> = {
          "no token": "",
          rubbish: "a.b.c",
          unsigned: none,
          "another algorithm": await sign(claims, "HS512"),
          "another secret": await sign(claims, "HS256", "another secret that is long enough too"),
          "no session": await sign({ userId: claims.userId, ver: claims.ver }),
          "unknown session": await sign({ ...claims, sid: "0".repeat(24) }),
          "session of somebody else": await sign({ ...claims, sid: claimsOf(foreign.token).sid }),
          "another version": await sign({ ...claims, ver: claims.ver + 1 }),
          "no version": await sign({ userId: claims.userId, sid: claims.sid }),
          "an object for an id": await sign({ ...claims, userId: { $ne: null } }),
          "a changed claim": token.replace(
            /\.(.*)\./,
            `.${Buffer.from(JSON.stringify({ ...claims, userId: foreign.id })).toString("base64url")}.`,
          ),
        };
        for (const [name, value] of Object.entries(bad)) {
          const { status, body, headers } = await profile(value);
          expect([status, body.code], name).toEqual([401, "unauthenticated"]);
          expect(headers.get("www-authenticate")).toBe("Bearer");
        }
        expect((await profile(await sign(claims))).status).toBe(200);
      });

      it("are read from Bearer only", async () => {
        const { token } = await signUp();
        for (const authorization of [token, `Basic ${token}`, `Bearer ${token} x`]) {
          const { status } = await call(profileRoute, "GET /api/users/profile", {
            headers: { authorization },
          });
          expect(status).toBe(401);
        }
        const lower = await call(profileRoute, "GET /api/users/profile", {
          headers: { authorization: `bearer ${token}` },
        });
        expect(lower.status).toBe(200);
      });

      it("end when their session is revoked", async () => {
        const { token, id } = await signUp();
        const { sessions } = await getStore();
        expect(await sessions.revoke(id, claimsOf(token).sid)).toBe(true);
        expect((await profile(token)).status).toBe(401);
      });
    });
  },
  { JWT_SECRET: SECRET },
);
