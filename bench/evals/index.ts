/**
 * `npm run bench -- evals`: 200 cases × 2 sides × 3 repeats on a provider that answers in 50 ms. What a result costs us in
 * processor time, the wall time beside the ideal of that concurrency, and whether memory stays flat.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CASES = Number(process.argv[2] ?? 200);
const REPEATS = 3;
const DELAY_MS = 50;
const CONCURRENCY = 2;

const provider = spawn(process.execPath, ["bench/evals/provider.ts", String(DELAY_MS)], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [port] = (await once(provider.stdout, "data")) as [Buffer];
const dataDir = mkdtempSync(join(tmpdir(), "bench-evals-"));
Object.assign(process.env, {
  DATA_DIR: dataDir,
  MONGODB_URI: "",
  OPENAI_BASE_URL: `http://127.0.0.1:${String(port).trim()}/v1`,
  OPENAI_API_KEY: "sk-bench",
  LOG_LEVEL: "silent",
});

const { scopeOf } = await import("@/lib/auth");
const { getStore, closeStore } = await import("@/lib/store");
const { createProject, createRelease, setLive } = await import("@/lib/projects");
const { createTestSet, importCases, startRun, getRun, stopEvals, readReport, toReportPage } = await import(
  "@/lib/evals"
);

const { fillRun } = await import("./report");

const store = await getStore();
const user = await store.users.create({ email: "bench@example.com", name: "Bench", passwordHash: "x" });
const scope = scopeOf({ userId: user.id });
const input = {
  name: "Bench",
  description: "",
  settings: { model: "bench" },
  prompts: [{ role: "system" as const, content: "Be short." }],
};
const project = await createProject(scope, input);
await createRelease(scope, project.id, "");
await setLive(scope, project.id, { release: 1 });
const set = await createTestSet(scope, project.id, { name: "Bench", gate: null, nightly: false });
const cases = Array.from({ length: CASES }, (_, i) => ({
  question: `Which number has the replacement filter ${i}?`,
  checks: [{ type: "contains", value: "F-1187" }, { type: "words", max: 100 }, { type: "finish" }],
}));
await importCases(scope, set.id, { format: "json", content: JSON.stringify(cases) });

const memory: number[] = [];
const sampler = setInterval(() => memory.push(process.memoryUsage().rss), 1_000);
const cpu = process.cpuUsage();
const begun = performance.now();
const { id } = await startRun(scope, project.id, { testSetId: set.id, candidate: "draft", repeats: REPEATS });
let run = await getRun(scope, project.id, id, 60);
while (run.status === "queued" || run.status === "running") run = await getRun(scope, project.id, id, 60);
const wallMs = performance.now() - begun;
const { user: userUs, system: systemUs } = process.cpuUsage(cpu);
clearInterval(sampler);

const large = await createTestSet(scope, project.id, { name: "Report", gate: null, nightly: false });
await stopEvals();
const filled = await fillRun(scope, project.id, large.id);
const opened = performance.now();
const report = await readReport(scope, project.id, filled);
const page = JSON.stringify(toReportPage(report, 0));
const reportMs = performance.now() - opened;
const inReport = report.cases.reduce(
  (sum, { candidate, baseline }) => sum + candidate.results.length + (baseline?.results.length ?? 0),
  0,
);

const results = run.progress.done;
const idealMs = (results * DELAY_MS) / CONCURRENCY;
const half = Math.floor(memory.length / 2);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
console.log(`${run.status}: ${results} results, ${run.progress.errors} errors`);
console.log(`processor time per result   ${((userUs + systemUs) / 1_000 / results).toFixed(2)} ms`);
console.log(
  `wall time                   ${(wallMs / 1_000).toFixed(1)} s, ideal ${(idealMs / 1_000).toFixed(1)} s, ${(wallMs / idealMs).toFixed(2)} times`,
);
console.log(
  `memory                      first half ${mb(mean(memory.slice(0, half)))}, second half ${mb(mean(memory.slice(half)))}`,
);
console.log(
  `opening a report            ${inReport} results in ${reportMs.toFixed(0)} ms, of which the page gets ${(page.length / 1024).toFixed(0)} KB`,
);

await stopEvals();
await closeStore();
provider.kill();
rmSync(dataDir, { recursive: true, force: true });
