#!/usr/bin/env node
/**
 * Runs a test set of a project and ends with its verdict: 0 the gate lets it pass, 100 it does not, 1 anything else.
 * Needs nothing but Node 20. See docs/evals.md.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const USAGE = `Usage: node scripts/eval.mjs --project ID --set ID [options]

  --url URL          the installation (EVAL_URL, http://localhost:3000)
  --key KEY          an API key with the scope evals (EVAL_KEY)
  --candidate WHAT   draft, the number of a release, or a file with an exported project (draft)
  --baseline WHAT    live, the number of a release, or none (live)
  --repeats N        how often each case is asked (1)
  --max-cost USD     ends the run when it has cost so much
  --junit FILE       writes the report as JUnit's XML; --markdown FILE and --csv FILE likewise
  --timeout SECONDS  how long to wait for the end (3600)
`;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: process.env.EVAL_URL ?? "http://localhost:3000" },
    key: { type: "string", default: process.env.EVAL_KEY },
    project: { type: "string" },
    set: { type: "string" },
    candidate: { type: "string", default: "draft" },
    baseline: { type: "string", default: "live" },
    repeats: { type: "string", default: "1" },
    "max-cost": { type: "string" },
    junit: { type: "string" },
    markdown: { type: "string" },
    csv: { type: "string" },
    timeout: { type: "string", default: "3600" },
    help: { type: "boolean", short: "h" },
  },
});

class Trouble extends Error {}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Trouble ? error.message : `eval: ${error?.message ?? error}`);
  process.exitCode = 1;
}

async function main() {
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!values.key || !values.project || !values.set) throw new Trouble(USAGE);
  const runs = `/api/projects/${encodeURIComponent(values.project)}/eval-runs`;
  const { run: started } = await call("POST", runs, {
    testSetId: values.set,
    candidate: await candidate(values.candidate),
    baseline: baseline(values.baseline),
    repeats: Number(values.repeats),
    ...(values["max-cost"] === undefined ? {} : { maxCost: Number(values["max-cost"]) }),
  });
  console.log(`Run ${started.id}: ${values.url}${started.url}`);
  const run = await end(`${runs}/${started.id}`, started);
  for (const format of ["junit", "markdown", "csv"]) {
    const file = values[format];
    if (!file) continue;
    const name = format === "markdown" ? "md" : format;
    await writeFile(file, await text(`${runs}/${run.id}/report?format=${name}`));
  }
  console.log(run.sentence ?? `The run is ${run.status}: ${run.stopReason ?? "no reason given"}`);
  for (const { rule, ok, detail } of run.gate) console.log(`${ok ? "ok  " : "FAIL"} ${rule}: ${detail}`);
  if (run.status !== "done") return 1;
  return run.gate.every(({ ok }) => ok) ? 0 : 100;
}

async function candidate(given) {
  if (given === "draft") return given;
  if (/^\d+$/.test(given)) return Number(given);
  return JSON.parse(await readFile(given, "utf8"));
}

function baseline(given) {
  if (given === "none") return null;
  return given === "live" ? given : Number(given);
}

/** Waiting is one long request after the other; a server that is away for a moment is asked again. */
async function end(path, started) {
  const deadline = Date.now() + Number(values.timeout) * 1_000;
  let run = started;
  let failures = 0;
  while (run.status === "queued" || run.status === "running") {
    if (Date.now() > deadline) throw new Trouble(`The run has not ended within ${values.timeout} seconds`);
    try {
      ({ run } = await call("GET", `${path}?wait=30`));
      failures = 0;
      console.log(`${run.progress.done} of ${run.progress.total} answers`);
    } catch (error) {
      if (error instanceof Trouble && !error.retry) throw error;
      failures += 1;
      if (failures > 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * failures));
    }
  }
  return run;
}

async function call(method, path, body) {
  const response = await send(method, path, body);
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer?.success) {
    const faults = (answer?.errors ?? []).map((fault) => `  ${fault.path}: ${fault.message}`);
    const trouble = new Trouble(
      [`${response.status} ${answer?.message ?? "no answer"}`, ...faults].join("\n"),
    );
    trouble.retry = response.status === 429 || response.status >= 500;
    throw trouble;
  }
  return answer.data;
}

async function text(path) {
  const response = await send("GET", path);
  if (!response.ok) throw new Trouble(`The report answered ${response.status}`);
  return response.text();
}

function send(method, path, body) {
  return fetch(new URL(path, values.url), {
    method,
    headers: {
      Authorization: `Bearer ${values.key}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
