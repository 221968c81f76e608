import { describe, expect, it } from "vitest";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as metricsRoute from "@/app/api/metrics/route";
import * as quotaRoute from "@/app/api/users/quota/route";
import * as dialectRoute from "@/app/api/v1/[[...path]]/route";
import { call, type Person, signUp } from "../support/api";
import { ask, connect, firstAdmin, provider, remove, scriptedProvider } from "../support/connection-calls";
import { onOneEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { createProject, data } from "../support/project-calls";

scriptedProvider();

const METRICS_TOKEN = "a-long-metrics-token";
/** US dollars per million tokens: what was asked is cheap, what answers in its place is not. */
const CHEAP = { prompt: 0.001, completion: 0.001 };
const DEAR = { prompt: 100_000, completion: 100_000 };

describe("a second model that answers", () => {
  onOneEngine(
    () => {
      it("is what is counted: in limits, in a key's budget, in the metrics, and in the other dialect", async () => {
        const admin = await firstAdmin();
        const model = (name: string, more: object) => connect(admin, { name, kind: "custom", ...more });
        const down = (
          await model("Down", {
            baseUrl: "http://127.0.0.1:9/v1",
            models: [{ id: "gpt-4o-mini", price: CHEAP }],
          })
        ).body.data.connection;
        const up = (await model("Up", { models: [{ id: "gpt-4o-mini", price: DEAR }] })).body.data.connection;
        const answering = `${up.slug}::gpt-4o-mini`;
        const settings = { model: `${down.slug}::gpt-4o-mini`, fallbackModel: answering, maxTokens: 50 };
        const owner: Person = await signUp();
        const { project } = data(await createProject(owner.token, { name: "P", settings }));
        const limit = (quota: unknown) =>
          call(userRoute, `PATCH /api/admin/users/${owner.id}`, {
            token: admin,
            params: { userId: owner.id },
            body: { quota },
          });
        const used = async () =>
          (await call(quotaRoute, "GET /api/users/quota", { token: owner.token })).body.data.quota.used;
        const metrics = async () =>
          String((await call(metricsRoute, "GET /api/metrics", { token: METRICS_TOKEN })).body);
        const complete = (token: string, more: object = {}) =>
          call(dialectRoute, "POST /api/v1/chat/completions", {
            token,
            params: { path: ["chat", "completions"] },
            body: { model: project.id, messages: [{ role: "user", content: "Hello there" }], ...more },
          });

        // A person's limit in dollars: there is room for the cheap model, and one answer of the dear one spends it.
        await limit({ usdPerDay: 0.05 });
        const first = await ask(owner.token, project.id);
        expect([first.status, first.body.data.model]).toEqual([200, answering]);
        const { prompt_tokens, completion_tokens } = first.body.data.usage;
        const cost = ((prompt_tokens + completion_tokens) * DEAR.prompt) / 1_000_000;
        expect((await used()).usdToday).toBeCloseTo(cost, 6);
        expect((await ask(owner.token, project.id)).status).toBe(429);
        await limit(null);

        // The same for a key, in the words of OpenAI.
        const budget = { usdPerMonth: 0.05 };
        const { secret } = await makeKey(owner.token, { budget });
        provider.reset();
        const answer = await complete(secret);
        expect([answer.status, answer.body.choices?.[0].message.content]).toEqual([
          200,
          expect.stringContaining("Hello there"),
        ]);
        expect(provider.chats().map(({ body }) => body?.model)).toEqual(["gpt-4o-mini"]);
        const spent = await complete(secret);
        expect([spent.status, spent.body.error.code]).toEqual([429, "insufficient_quota"]);

        const streaming = await makeKey(owner.token);
        const streamed = await complete(streaming.secret, { stream: true });
        expect(streamed.status).toBe(200);

        const text = await metrics();
        expect(text).toContain(`chatbot_replies_total{model="${answering}",outcome="complete"}`);
        expect(text).toMatch(
          new RegExp(`^chatbot_tokens_total\\{model="${answering}",direction="output"\\} [1-9]`, "m"),
        );
        expect(text).not.toContain(`model="${settings.model}",outcome="complete"`);
        for (const { id } of [down, up]) await remove(admin, id);
      });
    },
    { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined, METRICS_TOKEN },
  );
});
