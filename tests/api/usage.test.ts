import { beforeAll, expect, it } from "vitest";
import * as usageRoute from "@/app/api/usage/route";
import { parseEnv } from "@/lib/env";
import type { UsageReport } from "@/lib/schemas";
import { call, type Person, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import { data, deleteProject, newProject } from "../support/project-calls";

const usage = (token: string | undefined, query: Record<string, string> = {}) =>
  call(usageRoute, "GET /api/usage", { token, query });
const report = async (token: string, query: Record<string, string> = {}): Promise<UsageReport> =>
  data(await usage(token, query)).usage;

async function ask(person: Person, projectId: string): Promise<{ prompt: number; completion: number }> {
  const chatRoute = await import("@/app/api/chat/[projectId]/route");
  const answer = await call(chatRoute, `POST /api/chat/${projectId}`, {
    token: person.token,
    params: { projectId },
    body: { message: "How much?", stream: false },
  });
  const { usage: used } = data(answer);
  return { prompt: used.prompt_tokens, completion: used.completion_tokens };
}

onEachEngine(() => {
  expectGoodPlans();
  let ada: Person;
  let eve: Person;
  let kitchen = "";
  let garden = "";
  const used = { replies: 3, inputTokens: 0, outputTokens: 0 };

  beforeAll(async () => {
    [ada, eve] = [await signUp(), await signUp()];
    kitchen = await newProject(ada.token, { name: "Kitchen" });
    garden = await newProject(ada.token, { name: "Garden" });
    for (const project of [kitchen, kitchen, garden]) {
      const { prompt, completion } = await ask(ada, project);
      used.inputTokens += prompt;
      used.outputTokens += completion;
    }
    await ask(eve, await newProject(eve.token, { name: "Eve's" }));
  });

  it("adds up the caller's replies and nobody else's, by day unless said otherwise", async () => {
    const { from, to, rows, total } = await report(ada.token);
    expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(29);
    expect(total).toEqual(used);
    expect(rows.reduce((n, row) => n + row.replies, 0)).toBe(3);
    expect(rows[0]).toEqual({ ...rows[0], day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect(used.inputTokens).toBeGreaterThan(0);
    expect((await usage(undefined)).status).toBe(401);
  });

  it("groups by project and model, several at once, and keeps to one project", async () => {
    const byProject = await report(ada.token, { groupBy: "project" });
    expect(byProject.rows.map(({ projectName, replies }) => [projectName, replies]).sort()).toEqual([
      ["Garden", 1],
      ["Kitchen", 2],
    ]);
    const all = await report(ada.token, { groupBy: "day,project,model" });
    for (const row of all.rows)
      expect(Object.keys(row)).toEqual(expect.arrayContaining(["day", "projectId", "model"]));
    const one = await report(ada.token, { groupBy: "model", projectId: garden });
    expect(one.rows).toMatchObject([{ model: "demo", replies: 1 }]);
    expect((await report(eve.token, { projectId: garden })).total.replies).toBe(0);
  });

  it("names the faulty parameter and the limit", async () => {
    const faults: [Record<string, string>, string, RegExp][] = [
      [{ from: "yesterday" }, "from", /2026-11-23/],
      [{ from: "2026-02-30" }, "from", /day/],
      [{ from: "2026-03-02", to: "2026-03-01" }, "from", /after/],
      [{ from: "2024-01-01", to: "2026-01-01" }, "from", /366/],
      [{ groupBy: "hour" }, "groupBy", /day, project, model/],
      [{ offset: "7" }, "offset", /15/],
      [{ offset: "900" }, "offset", /840/],
    ];
    for (const [query, path, message] of faults) {
      const { status, body } = await usage(ada.token, query);
      expect([status, body.errors], JSON.stringify(query)).toEqual([
        400,
        [{ path, message: expect.stringMatching(message) }],
      ]);
    }
  });

  it("tells the cost where there is a price list, and which models it lacks", async () => {
    expect((await report(ada.token)).total).not.toHaveProperty("cost");
    let undo = setVariables({ MODEL_PRICES: '{"demo":{"prompt":2,"completion":1000000}}' });
    const priced = await report(ada.token, { groupBy: "model" });
    undo();
    const cost = (used.inputTokens * 2) / 1_000_000 + used.outputTokens;
    expect(priced.total.cost).toBeCloseTo(cost, 9);
    expect(priced.rows[0]?.cost).toBeCloseTo(cost, 9);
    expect(priced.unpriced).toEqual([]);
    undo = setVariables({ MODEL_PRICES: '{"other":{"prompt":1,"completion":1}}' });
    const lacking = await report(ada.token);
    undo();
    expect([lacking.total.cost, lacking.unpriced]).toEqual([null, ["demo"]]);
  });

  it("still counts what was used in a project that is gone", async () => {
    await deleteProject(ada.token, garden);
    const { rows } = await report(ada.token, { groupBy: "project" });
    expect(rows.find(({ projectId }) => projectId === garden)).toMatchObject({
      projectName: null,
      replies: 1,
    });
  });
});

it("the server refuses to start with a price list that it can't read, and says what is wrong with it", () => {
  const start = (MODEL_PRICES: string) => () => parseEnv({ MODEL_PRICES });
  expect(start("{")).toThrow(/MODEL_PRICES: is not valid JSON; use \{"<model>"/);
  expect(start('{"gpt-x":{"prompt":1}}')).toThrow(/MODEL_PRICES: gpt-x\.completion must be a number/);
  expect(start('{"gpt-x":{"prompt":-1,"completion":1}}')).toThrow(/gpt-x\.prompt must not be negative/);
  expect(start("[]")).toThrow(/MODEL_PRICES: /);
  expect(start("")()).toMatchObject({ MODEL_PRICES: undefined });
  const { MODEL_PRICES } = start('{"gpt-x":{"prompt":0.15,"completion":0.6}}')();
  expect(MODEL_PRICES).toEqual({ "gpt-x": { prompt: 0.15, completion: 0.6 } });
});
