import { beforeAll, describe, expect, it } from "vitest";
import * as auditRoute from "@/app/api/admin/audit/route";
import * as settingsRoute from "@/app/api/admin/settings/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as registerRoute from "@/app/api/auth/register/route";
import * as logoRoute from "@/app/api/installation/logo/route";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { changeRole, invite, join } from "../support/people";
import { createProject, data } from "../support/project-calls";

const set = (token: string, body: unknown) => call(settingsRoute, "PUT /api/admin/settings", { token, body });
const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
let people = 0;
const register = async (fields: Record<string, string> = {}) => {
  const body = { email: `new-${people++}@example.com`, password: "correct horse", name: "New", ...fields };
  return (await call(registerRoute, "POST /api/auth/register", { body })).status;
};

describe("settings of the installation", () => {
  onEachEngine(() => {
    let first: Person;
    beforeAll(async () => {
      first = await signUp();
    });

    it("say who may sign up, and the log who did what", async () => {
      const [admin, other] = [first, await signUp()];
      const read = await call(settingsRoute, "GET /api/admin/settings", { token: admin.token });
      expect(read.body.data.settings).toEqual({
        signUp: "open",
        domains: [],
        name: null,
        logo: null,
        quotas: {},
        defaultModel: null,
        embeddingModel: null,
        retentionDays: null,
        adminSecondFactor: false,
      });
      expect((await set(other.token, { signUp: "closed" })).status).toBe(403);
      expect((await set(admin.token, { signUp: "x" })).status).toBe(400);
      expect((await set(admin.token, { domains: ["no domain"] })).status).toBe(400);

      expect((await set(admin.token, { domains: ["Allowed.example"] })).status).toBe(200);
      expect(await register()).toBe(403);
      expect(await register({ email: `who-${people++}@allowed.example` })).toBe(201);

      await set(admin.token, { domains: [] });
      const { project: team } = data(await createProject(admin.token, { name: "Team" }));
      const member = await join(admin, team.id, "member");
      await changeRole(admin.token, team.id, member.id, { role: "editor" });
      const newest = await call(auditRoute, "GET /api/admin/audit", { token: admin.token });
      expect(newest.body.data.entries[0]).toMatchObject({ action: "role.change", targetId: member.id });

      await set(admin.token, { signUp: "invited", domains: [] });
      expect(await register()).toBe(403);
      expect(await register({ invitation: "wrong" })).toBe(403);
      const { project } = data(await createProject(admin.token, { name: "Shared" }));
      const secretOf = async (body: object): Promise<string> =>
        new URL(data(await invite(admin.token, project.id, body)).url).pathname.split("/").at(-1) ?? "";
      expect(await register({ invitation: await secretOf({}) })).toBe(201);
      expect(await register({ invitation: await secretOf({ email: "else@example.com" }) })).toBe(403);

      await set(admin.token, { signUp: "closed" });
      expect(await register({ invitation: await secretOf({}) })).toBe(403);
      // Who has an account still signs in.
      const { email, password } = other;
      expect((await call(loginRoute, "POST /api/auth/login", { body: { email, password } })).status).toBe(
        200,
      );

      const log = (query = {}) => call(auditRoute, "GET /api/admin/audit", { token: admin.token, query });
      const { entries } = (await log()).body.data;
      expect(entries.slice(0, 3)).toMatchObject([
        { action: "sign-in", actor: { id: other.id, email }, address: "192.0.2.1" },
        { action: "invitation.create", actor: { id: admin.id } },
        { action: "settings.change", actor: { id: admin.id }, detail: { signUp: "closed" } },
      ]);
      const newestOne = (await log({ limit: "1" })).body.data;
      const second = (await log({ limit: "1", cursor: newestOne.nextCursor })).body.data;
      expect([...newestOne.entries, ...second.entries]).toEqual(entries.slice(0, 2));
      expect((await call(auditRoute, "GET /api/admin/audit", { token: other.token })).status).toBe(403);
    });

    it("change by name, refuse by name, and show the logo as it is", async () => {
      await set(first.token, { signUp: "open" });
      const { token } = first;
      const bad: [string, unknown][] = [
        ["name", ""],
        ["name", "x".repeat(61)],
        ["name", "two\nlines"],
        ["logo", "data:image/svg+xml;base64,PHN2Zy8+"],
        ["logo", PNG.replace("image/png", "image/jpeg")],
        ["logo", `data:image/png;base64,${"A".repeat(300_000)}`],
        ["defaultModel", " "],
        ["retentionDays", 0],
        ["retentionDays", 1.5],
        ["quotas.tokensPerDay", -1],
        ["quotas.usdPerMonth", "much"],
      ];
      for (const [path, value] of bad) {
        const [field = "", part] = path.split(".");
        const { status, body } = await set(token, { [field]: part ? { [part]: value } : value });
        expect([status, body.errors?.map((error: { path: string }) => error.path)], path).toEqual([
          400,
          [path],
        ]);
      }
      const named = { name: " Acme  help ", defaultModel: "small-model", retentionDays: 30 };
      await set(token, { ...named, quotas: { tokensPerDay: 1_000 } });
      const { settings } = (await set(token, { logo: PNG })).body.data;
      expect(settings).toMatchObject({
        signUp: "open",
        name: "Acme  help",
        defaultModel: "small-model",
        retentionDays: 30,
        quotas: { tokensPerDay: 1_000 },
      });
      const { response } = await call(logoRoute, `GET ${settings.logo}`);
      expect(response.headers.get("content-type")).toBe("image/png");
      expect(Buffer.from(await response.arrayBuffer()).toString("base64")).toBe(PNG.split(",")[1]);
      expect(data(await createProject(token, { name: "New" })).project.settings.model).toBe("small-model");

      const cleared = { name: null, logo: null, defaultModel: null, retentionDays: null, quotas: {} };
      expect((await set(token, cleared)).body.data.settings).toMatchObject(cleared);
      expect((await call(logoRoute, "GET /api/installation/logo")).status).toBe(404);
    });
  });
});
