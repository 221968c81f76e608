/**
 * Replies of 20 tokens/s: the product with persistence on, against a bare node:http pass-through and a minimal route with
 * the AI SDK, in one run, on one scripted provider. Linux only (reads /proc, calls taskset). Needs a production build.
 * `node bench/streaming/index.ts [--seconds 10] [--one-core 500]` prints tables for `docs/benchmarks.md` and a line for each
 * limit; exit code 1 when one is missed.
 */
import { cpus, loadavg } from "node:os";
import { burst, type Measured, measure, quantile, wait, warm } from "./load.ts";
import { burstRow, limits, row } from "./report.ts";
import {
  keepOffServerCore,
  residentMb,
  type Subject,
  startOurs,
  startScript,
  startUpstream,
} from "./subjects.ts";

const flag = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const SECONDS = flag("seconds", 10);
/** Some 300 words, a common answer; each reply also bears the cost of its start and its end. */
const REPLY_TOKENS = 400;
const LEVELS = [1, 50, 200];
const ONE_CORE = flag("one-core", 500);
const BURSTS = [50, 200];
const BURST_REPEATS = 3;

const began = Date.now();
const load = [loadavg()[0] ?? 0];
const results: Measured[] = [];
const bursts: { subject: string; count: number; median: number; p95: number; low: number; high: number }[] =
  [];

async function run(subject: Subject, seconds: number): Promise<void> {
  await warm(subject);
  await wait(1_000);
  const idle = await residentMb(subject.pid);
  for (const level of LEVELS) {
    // One at a time is slow: shorter replies give more of them.
    const tokens = level === 1 ? 10 : REPLY_TOKENS;
    results.push(await measure(subject, level, seconds, tokens, idle));
  }
  for (const count of BURSTS) {
    const rounds: { median: number; p95: number }[] = [];
    for (let round = 0; round < BURST_REPEATS; round++) rounds.push(await burst(subject, count));
    const medians = rounds.map(({ median }) => median);
    bursts.push({
      subject: subject.name,
      count,
      median: quantile(medians, 0.5),
      p95: quantile(
        rounds.map(({ p95 }) => p95),
        0.5,
      ),
      low: Math.min(...medians),
      high: Math.max(...medians),
    });
  }
  load.push(loadavg()[0] ?? 0);
}

const upstream = await startUpstream();
try {
  await run(upstream, SECONDS / 2);
  for (const start of [
    () => startScript("pass-through", "./pass-through.ts", upstream.base),
    () => startScript("AI SDK", "./ai-sdk.ts", upstream.base),
    () => startOurs("ours", upstream.base),
  ]) {
    const subject = await start();
    await run(subject, SECONDS);
    await subject.close();
  }
  if (ONE_CORE > 0) {
    keepOffServerCore(process.pid);
    keepOffServerCore(upstream.pid);
    for (const start of [
      () => startScript("pass-through, one core", "./pass-through.ts", upstream.base, true),
      () => startOurs("ours, one core", upstream.base, true),
    ]) {
      const subject = await start();
      await warm(subject);
      const idle = await residentMb(subject.pid);
      results.push(await measure(subject, ONE_CORE, SECONDS, REPLY_TOKENS, idle));
      await subject.close();
    }
  }
} finally {
  await upstream.close();
}

const seconds = Math.round((Date.now() - began) / 1_000);
console.log(`\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, SQLite; ${seconds} s.`);
console.log(`Load average on the way: ${load.map((value) => value.toFixed(1)).join(", ")}.\n`);
console.log(
  "| Replies | Server | first text ms (p95) | added ms | late ms (p99) | CPU s / 1,000 deltas (spread) | times (a) | of one core | MB / reply | loss of pace |",
);
console.log("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|");
for (const result of results) if (result.subject !== "direct") console.log(row(result, results));
console.log("\n| At once | Server | first text ms (p95) | added ms | spread of medians |");
console.log("|--:|---|--:|--:|--:|");
for (const entry of bursts) if (entry.subject !== "direct") console.log(burstRow(entry, bursts));
console.log("");
const outcomes = limits(results, ONE_CORE);
for (const { name, met, figure } of outcomes) console.log(`- ${met ? "met" : "MISSED"}: ${name} (${figure})`);
process.exitCode = outcomes.every(({ met }) => met) ? 0 : 1;
