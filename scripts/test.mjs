import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureBuild } from "./support/build.mjs";
import { ensureChromium, findChromium } from "./support/chromium.mjs";
import { requireNode } from "./support/node-version.mjs";
import { nextBin, root } from "./support/paths.mjs";

requireNode();
process.chdir(root);

await import("../tests/support/ts-hooks.mjs");
const { envSchema } = await import("../lib/env.ts");
const reports = mkdtempSync(join(tmpdir(), "chatbot-tests-"));
const results = [];

/** The product's own variables stay out: no test may reach somebody's database or provider. */
const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  // Some hundred processes load the same packages.
  NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
};
for (const key of Object.keys(envSchema.shape)) delete env[key];

/** Resolves to whether the script ended well. */
function run(script, args, extraEnv = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...env, ...extraEnv },
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}
const bin = (path) => join(root, "node_modules", path);

/** Runs one part; whatever it throws is one failure of that part, and the next part runs all the same. */
async function part(name, work) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const cpuBefore = cpuSeconds();
  let counts;
  try {
    counts = await work();
  } catch (error) {
    console.error(error.message);
    counts = { passed: 0, failed: 1 };
  }
  const seconds = (Date.now() - startedAt) / 1000;
  results.push({ name, failures: [], ...counts, seconds, cpu: cpuSeconds() - cpuBefore });
}

/** Processor time of all children that were waited for so far; Linux alone says it. Chromium ends its own unwaited for: more than half of theirs is missing. */
function cpuSeconds() {
  if (process.platform !== "linux") return 0;
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
const check = (ok) => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function readReport(file) {
  return JSON.parse(readFileSync(join(reports, file), "utf8"));
}

/**
 * What failed, named again at the very end, where a log that was cut still has it.
 * A file that can't even be loaded has no test to fail: it counts as one.
 */
function vitestCounts(ok) {
  const report = readReport("vitest.json");
  const failures = report.testResults
    .filter((file) => file.status === "failed")
    .flatMap((file) => {
      const name = relative(root, file.name);
      const tests = file.assertionResults.filter((test) => test.status === "failed");
      return tests.length === 0
        ? [`${name}: ${file.message}`]
        : tests.map((test) => `${name}: ${test.fullName}\n${test.failureMessages.join("\n")}`);
    });
  const failed = ok ? failures.length : Math.max(failures.length, 1);
  return { passed: report.numPassedTests, failed, failures };
}

/** What passed only at its second try (CI alone has one) is named, so that it is looked into. */
function playwrightCounts(ok) {
  const { stats, suites } = readReport("playwright.json");
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed at the second try only`);
  return {
    passed: stats.expected + stats.flaky,
    failed: ok ? stats.unexpected : Math.max(stats.unexpected, 1),
    failures: suites.flatMap(unexpectedSpecs),
  };
}

function unexpectedSpecs({ file, specs, suites = [] }) {
  const own = specs.filter((spec) => !spec.ok).map((spec) => `${file}:${spec.line}: ${spec.title}`);
  return [...own, ...suites.flatMap(unexpectedSpecs)];
}

await part("lint", async () =>
  check(await run(bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."])),
);
await part("typecheck", async () =>
  check((await run(nextBin, ["typegen"])) && (await run(bin("typescript/bin/tsc"), ["--noEmit"]))),
);
await part("production build", async () => {
  await ensureBuild();
  return check(true);
});
// Before the two below, so that the server is built once. It serves the browser tests; Vitest starts its own.
const { mongoTestUri, stopMongoServer } = await import("../tests/support/mongo-server.ts");
let mongoUri;
await part("MongoDB server", async () => {
  mongoUri = await mongoTestUri();
  return { passed: 0, failed: 0 };
});

// One after the other: side by side takes two thirds of the time on two cores, but each makes the other miss deadlines.
await part("unit, store, API and process tests", async () => {
  const ok = await run(
    bin("vitest/vitest.mjs"),
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, "vitest.json")}`],
    { NODE_ENV: "test" },
  );
  return vitestCounts(ok);
});
await part("browser tests", async () => {
  // What a machine lacks is left out, but not in CI.
  const chromium = process.env.CI ? ensureChromium() : findChromium();
  if (!chromium) return { passed: 0, failed: 0 };
  const ok = await run(bin("@playwright/test/cli.js"), ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "playwright.json"),
    ...(mongoUri ? { MONGODB_TEST_URI: mongoUri } : {}),
  });
  return playwrightCounts(ok);
});

await stopMongoServer();
rmSync(reports, { recursive: true, force: true });
console.log("");
for (const failure of results.flatMap(({ failures }) => failures))
  console.log(`FAILED ${failure.slice(0, 1000)}\n`);
for (const { name, passed, failed, seconds, cpu } of results) {
  const took = `${seconds.toFixed(0)} s, processor at least ${cpu.toFixed(0)} s`;
  console.log(`${failed > 0 ? "FAILED" : "ok    "} ${name}: ${passed} passed, ${failed} failed (${took})`);
}
const missing = [
  ...(findChromium() ? [] : ["browser tests (`npx playwright install chromium`, or PLAYWRIGHT_CHROMIUM)"]),
  ...(mongoUri ? [] : ["MongoDB tests (MONGODB_TEST_URI, or mongod, python3 with pip, or go on PATH)"]),
];
if (missing.length > 0) console.log(`LEFT OUT on this machine: ${missing.join("; ")}`);
console.log(`all stages: ${results.reduce((total, { seconds }) => total + seconds, 0).toFixed(0)} s`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
