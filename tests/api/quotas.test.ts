import { beforeAll, describe, expect, it } from "vitest";
import * as settingsRoute from "@/app/api/admin/settings/route";
import * as usageRoute from "@/app/api/admin/usage/route";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as keysRoute from "@/app/api/keys/route";
import * as quotaRoute from "@/app/api/users/quota/route";
import * as dialectRoute from "@/app/api/v1/[[...path]]/route";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { createProject, data } from "../support/project-calls";

const change = (token: string, userId: string, quota: unknown) =>
  call(userRoute, `PATCH /api/admin/users/${userId}`, { token, params: { userId }, body: { quota } });
const mine = async (token: string) =>
  (await call(quotaRoute, "GET /api/users/quota", { token })).body.data.quota;
const say = (token: string, projectId: string) =>
  call(chatRoute, `POST /api/chat/${projectId}`, {
    token,
    params: { projectId },
    body: { message: "Hello" },
  });

describe("what a person may use", () => {
  onEachEngine(() => {
    let admin: Person;
    let person: Person;
    let projectId: string;
    beforeAll(async () => {
      [admin, person] = [await signUp(), await signUp()];
      projectId = data(await createProject(person.token, { name: "Own", settings: { model: "demo" } }))
        .project.id;
    });

    it("is nothing of anybody's concern without a limit", async () => {
      expect(await mine(person.token)).toBeNull();
      expect((await say(person.token, projectId)).status).toBe(200);
    });

    it("counts what was used before it was set, and refuses in words once it is spent", async () => {
      const before = await call(usageRoute, "GET /api/admin/usage", { token: admin.token });
      const [row] = before.body.data.usage.rows;
      expect(row).toMatchObject({ key: person.id, email: person.email, replies: 1 });
      const used = row.inputTokens + row.outputTokens;
      expect(used).toBeGreaterThan(0);
      expect((await change(admin.token, person.id, { tokensPerDay: "x" })).body.errors[0].path).toBe(
        "quota.tokensPerDay",
      );
      await change(admin.token, person.id, { tokensPerDay: used });
      expect(await mine(person.token)).toMatchObject({
        quota: { tokensPerDay: used },
        used: { tokensToday: used, tokensThisMonth: used },
      });
      const refused = await say(person.token, projectId);
      expect([refused.status, refused.body.code]).toEqual([429, "budget_exceeded"]);
      expect(refused.body.message).toContain("tokens a day is used up");
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    });

    it("lets one of fifty at once through where there is room for one", async () => {
      const { tokensToday } = (await mine(person.token)).used;
      await change(admin.token, person.id, { tokensPerDay: tokensToday + 1 });
      const answers = await Promise.all(Array.from({ length: 50 }, () => say(person.token, projectId)));
      const codes = answers.map(({ status }) => status).sort();
      expect(codes).toEqual([200, ...Array.from({ length: 49 }, () => 429)]);
      const { used } = await mine(person.token);
      expect(used.tokensToday).toBeGreaterThan(tokensToday);
    });

    it("holds for programs that ask in their name, and says so in the other dialect", async () => {
      await change(admin.token, person.id, { tokensPerMonth: 1 });
      const body = { name: "Program", scopes: ["chat"] };
      const { secret } = (await call(keysRoute, "POST /api/keys", { token: person.token, body })).body.data;
      expect((await say(secret, projectId)).status).toBe(429);
      const answer = await call(dialectRoute, "POST /api/v1/chat/completions", {
        token: secret,
        params: { path: ["chat", "completions"] },
        body: { model: projectId, messages: [{ role: "user", content: "Hello" }] },
      });
      expect([answer.status, answer.body.error.code]).toEqual([429, "insufficient_quota"]);
      expect(answer.body.error.message).toContain("tokens a month");
    });

    it("is the installation's where they have none of their own, and theirs again where they have", async () => {
      const set = (quotas: unknown) =>
        call(settingsRoute, "PUT /api/admin/settings", { token: admin.token, body: { quotas } });
      await change(admin.token, person.id, null);
      expect((await say(person.token, projectId)).status).toBe(200);
      await set({ usdPerMonth: 0, tokensPerDay: 1 });
      const spent = await say(person.token, projectId);
      expect([spent.status, spent.body.code]).toEqual([429, "budget_exceeded"]);
      await change(admin.token, person.id, {});
      expect((await say(person.token, projectId)).status).toBe(200);
      await set({});
    });

    it("is shown to administrators by person, project and model", async () => {
      const usage = (query: object) =>
        call(usageRoute, "GET /api/admin/usage", { token: admin.token, query: { ...query } });
      const byProject = (await usage({ by: "project" })).body.data.usage;
      expect(byProject.rows).toMatchObject([{ key: projectId, name: "Own" }]);
      const byModel = (await usage({ by: "model" })).body.data.usage;
      expect(byModel.rows).toMatchObject([{ key: "demo", name: "demo" }]);
      expect(byModel.total.replies).toBe(byProject.total.replies);
      expect((await usage({ by: "week" })).status).toBe(400);
      expect((await usage({ from: "2026-02-01", to: "2026-01-01" })).body.errors[0].path).toBe("from");
      expect((await call(usageRoute, "GET /api/admin/usage", { token: person.token })).status).toBe(403);
    });
  });
});
