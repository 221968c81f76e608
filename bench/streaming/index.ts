/**
 * Replies of 20 tokens/s: the product with persistence on, against a bare node:http pass-through and a minimal route with
 * the AI SDK, in one run, on one scripted provider. Linux only (reads /proc).
 * `node bench/streaming/index.ts [--seconds 25]` prints tables for `docs/benchmarks.md`; exit code 1 when a target is missed.
 */
import { cpus } from "node:os";
import { type Measured, measure } from "./load.ts";
import { startOurs, startScript, startUpstream } from "./subjects.ts";

const flag = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const SECONDS = flag("seconds", 25);
/** Some 300 words, a common answer; each reply also bears the cost of its start and its end. */
const REPLY_TOKENS = 400;
const LEVELS = [1, 50, 200];
const ONE_CORE = flag("one-core", 500);

const results: Measured[] = [];
const upstream = await startUpstream();
try {
  const starts = [
    () => startScript("pass-through", "./pass-through.ts", upstream.base),
    () => startScript("AI SDK", "./ai-sdk.ts", upstream.base),
    () => startOurs("ours", upstream.base),
  ];
  for (const level of LEVELS) {
    // One at a time is slow: shorter replies give more of them.
    const tokens = level === 1 ? 10 : REPLY_TOKENS;
    results.push(await measure(upstream, level, SECONDS, tokens));
    for (const start of starts) {
      const subject = await start();
      results.push(await measure(subject, level, SECONDS, tokens));
      await subject.close();
    }
  }
  if (ONE_CORE > 0) {
    for (const start of [
      () => startScript("pass-through, one core", "./pass-through.ts", upstream.base, true),
      () => startOurs("ours, one core", upstream.base, true),
    ]) {
      const subject = await start();
      results.push(await measure(subject, ONE_CORE, SECONDS, REPLY_TOKENS));
      await subject.close();
    }
  }
} finally {
  await upstream.close();
}

console.log(`\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`);
console.log(
  "| Replies | Server | first text ms (p95) | added ms | late ms (p99) | CPU s / 1,000 deltas | of one core | MB / reply | loss of pace |",
);
console.log("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
const f = (value: number, digits = 0) => value.toFixed(digits);
const find = (subject: string, concurrent: number) =>
  results.find((r) => r.subject === subject && r.concurrent === concurrent);
const added = (r: Measured) => r.firstText - (find("direct", r.concurrent)?.firstText ?? Number.NaN);
for (const r of results) {
  if (r.subject === "direct") continue;
  console.log(
    `| ${r.concurrent} | ${r.subject} | ${f(r.firstText)} (${f(r.firstText95)}) | ${f(added(r))} | ${f(r.late)} (${f(r.late99)}) | ${f(r.cpuPer1000, 3)} | ${f(r.cpu * 100)} % | ${f(r.mbPerReply, 2)} | ${f(r.paceLoss * 100, 1)} % |`,
  );
}

const missed: string[] = [];
const hold = (name: string, ok: boolean) => {
  console.log(`${ok ? "held  " : "MISSED"} ${name}`);
  if (!ok) missed.push(name);
};
console.log("");
for (const level of LEVELS.slice(1)) {
  const [a, b, ours] = ["pass-through", "AI SDK", "ours"].map(
    (name) => find(name, level)?.cpuPer1000 ?? Number.NaN,
  );
  if (a === undefined || b === undefined || ours === undefined) continue;
  hold(`${level} replies: at most twice the pass-through's CPU (${f(ours / a, 2)} times)`, ours <= 2 * a);
  hold(`${level} replies: less CPU than the AI SDK (${f(ours / b, 2)} times)`, ours < b);
}
for (const [level, limit] of [
  [1, 15],
  [200, 100],
] as const) {
  const ours = find("ours", level);
  if (ours)
    hold(
      `${level} replies: first text at most ${limit} ms later (${f(added(ours))} ms)`,
      added(ours) <= limit,
    );
}
const full = find("ours, one core", ONE_CORE);
if (full)
  hold(
    `${ONE_CORE} replies on one core keep their pace (${f(full.paceLoss * 100, 1)} % lost)`,
    full.paceLoss < 0.02,
  );
process.exitCode = missed.length > 0 ? 1 : 0;
