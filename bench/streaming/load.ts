import http from "node:http";
import { type Call, cpuSeconds, residentMb, type Subject } from "./subjects.ts";

/** Tokens of one reply and milliseconds between them: 20 tokens/s. */
export const PACE_MS = 50;

export type Measured = {
  subject: string;
  concurrent: number;
  /** Milliseconds from the request to the first text, median and 95th percentile. */
  firstText: number;
  firstText95: number;
  /** Milliseconds from the provider's writing of a token to its arrival here. */
  late: number;
  late99: number;
  cpuPer1000: number;
  /** Part of one core. */
  cpu: number;
  mbPerReply: number;
  /** Replies took so much longer than the provider's pace; 0.01 is a hundredth. */
  paceLoss: number;
};

type Counters = {
  deltas: number;
  first: number[];
  late: number[];
  stretch: number[];
  measuring: boolean;
  stop: boolean;
};

/** Keeps `concurrent` replies going, staggered, and measures for `seconds` once all are open. */
export async function measure(
  subject: Subject,
  concurrent: number,
  seconds: number,
  replyTokens: number,
): Promise<Measured> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const counters: Counters = { deltas: 0, first: [], late: [], stretch: [], measuring: false, stop: false };
  // Warm: compiled code, pooled connections.
  await reply(subject.call, agent, 20, { ...counters });
  const before = await residentMb(subject.pid);
  const stagger = Math.min((replyTokens * PACE_MS) / concurrent, 5_000 / concurrent);
  const slots = Array.from({ length: concurrent }, async (_, i) => {
    await wait(i * stagger);
    while (!counters.stop) await reply(subject.call, agent, replyTokens, counters);
  });
  await wait(concurrent * stagger + 1_000);
  counters.measuring = true;
  const cpuBefore = await cpuSeconds(subject.pid);
  const at = performance.now();
  await wait(seconds * 1_000);
  const cpu = (await cpuSeconds(subject.pid)) - cpuBefore;
  const wall = (performance.now() - at) / 1_000;
  counters.measuring = false;
  const mb = (await residentMb(subject.pid)) - before;
  counters.stop = true;
  const { deltas, first, late, stretch } = counters;
  agent.destroy();
  await Promise.allSettled(slots);
  return {
    subject: subject.name,
    concurrent,
    firstText: quantile(first, 0.5),
    firstText95: quantile(first, 0.95),
    late: quantile(late, 0.5),
    late99: quantile(late, 0.99),
    cpuPer1000: (cpu / deltas) * 1_000,
    cpu: cpu / wall,
    mbPerReply: mb / concurrent,
    paceLoss: quantile(stretch, 0.5),
  };
}

/** One reply of the provider's `clock` scenario, whose tokens are the time of their writing. */
function reply(call: Call, agent: http.Agent, tokens: number, counters: Counters): Promise<void> {
  return new Promise((resolve, reject) => {
    const at = performance.now();
    let firstAt = 0;
    let firstStamp = 0;
    let seen = 0;
    const request = http.request(call.url, { method: "POST", agent, headers: call.headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
      response.setEncoding("latin1");
      response.on("data", (chunk: string) => {
        const now = Date.now();
        for (const [, stamp] of chunk.matchAll(/(?:"delta"|"content"):"(\d{13}) /g)) {
          seen++;
          if (firstAt === 0) {
            firstAt = performance.now();
            firstStamp = Number(stamp);
            if (counters.measuring) counters.first.push(firstAt - at);
          }
          if (counters.measuring) {
            counters.deltas++;
            counters.late.push(now - Number(stamp));
          }
          if (seen === tokens && counters.measuring) {
            const expected = (tokens - 1) * PACE_MS;
            counters.stretch.push((now - firstStamp - expected) / expected);
          }
        }
      });
      response.on("end", resolve);
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(call.body(`[[clock ms=${PACE_MS} tokens=${tokens}]]`));
  });
}

function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
