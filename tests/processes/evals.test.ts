import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EvalRun } from "@/lib/schemas";
import { register } from "../support/account";
import { ApiClient } from "../support/api-client";
import { onServers } from "./support/servers";

type Made<K extends string> = Record<K, { id: string }>;

async function setWith(client: ApiClient, projectId: string, questions: string[], more: object = {}) {
  const { testSet } = await client.data<Made<"testSet">>("POST", `/api/projects/${projectId}/test-sets`, {
    name: "Basics",
    ...more,
  });
  for (const question of questions) {
    await client.data("POST", `/api/test-sets/${testSet.id}/cases`, {
      question,
      checks: [{ type: "finish" }],
    });
  }
  return testSet.id;
}

const script = (args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, ["scripts/eval.mjs", ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });

onServers((servers) => {
  test("a run survives kill -9, is shared by two servers, and asks nothing twice", async () => {
    const [one, two] = [await servers.start(), await servers.start()];
    const { token } = await register(one.url);
    const here = new ApiClient(one.url, token);
    const there = here.at(two.url);
    const projectId = await here.project();
    const questions = Array.from({ length: 12 }, (_, i) => `[[slow ms=10 tokens=20]] case ${i}`);
    const setId = await setWith(here, projectId, questions);
    const { run } = await here.data<{ run: EvalRun }>("POST", `/api/projects/${projectId}/eval-runs`, {
      testSetId: setId,
      candidate: "draft",
    });
    const path = `/api/projects/${projectId}/eval-runs/${run.id}`;
    const asked = () => servers.provider.chats().filter((r) => JSON.stringify(r.body).includes("case "));
    while (asked().filter(({ finishedAt }) => finishedAt !== null).length < 4) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const finished = new Set(
      asked()
        .filter(({ finishedAt }) => finishedAt !== null)
        .map((r) => JSON.stringify(r.body?.messages?.at(-1))),
    );
    await one.stop("SIGKILL");
    const killedAt = Date.now();
    let ended = run;
    while (ended.status !== "done" && Date.now() - killedAt < 90_000) {
      ({ run: ended } = await there.data<{ run: EvalRun }>("GET", `${path}?wait=20`));
    }
    expect(ended).toMatchObject({ status: "done", progress: { done: 12, total: 12, errors: 0 } });
    const { results } = await there.data<{ results: unknown[] }>("GET", `${path}/results?limit=100`);
    expect(results).toHaveLength(12);
    // What the killed server had open may have been asked again, and what it had answered a moment before it died.
    const times = new Map<string, number>();
    for (const r of asked()) {
      const key = JSON.stringify(r.body?.messages?.at(-1));
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    const twice = [...times].filter(([, count]) => count > 1);
    expect(twice.length).toBeLessThanOrEqual(2);
    expect([...finished].filter((key) => (times.get(key) ?? 0) > 1).length).toBeLessThanOrEqual(2);
    expect(Math.max(...times.values())).toBeLessThanOrEqual(2);
  });

  test("scripts/eval.mjs ends with the gate's verdict", async () => {
    const server = await servers.start();
    const { token } = await register(server.url);
    const client = new ApiClient(server.url, token);
    const projectId = await client.project();
    const { secret } = await client.data<{ secret: string }>("POST", "/api/keys", {
      name: "CI",
      projectId,
      scopes: ["evals"],
    });
    const good = await setWith(client, projectId, ["Hello"]);
    const bad = await setWith(client, projectId, ["[[length]]"]);
    const common = ["--url", server.url, "--key", secret, "--project", projectId];
    const junit = join(server.dataDir, "report.xml");
    const passed = await script([...common, "--set", good, "--junit", junit]);
    expect(passed).toMatchObject({ code: 0, output: expect.stringContaining("The draft passes 100 %") });
    expect(await readFile(junit, "utf8")).toContain('<testsuites name="Basics" tests="1" failures="0"');
    const failed = await script([...common, "--set", bad]);
    expect(failed).toMatchObject({ code: 100, output: expect.stringContaining("FAIL required") });
    const unknown = await script([...common, "--set", "nothing"]);
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining("404") });
    expect((await script(["--url", server.url])).code).toBe(1);
  });
});
