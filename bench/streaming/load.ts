import http from "node:http";
import { type Call, cpuSeconds, residentMb, type Subject } from "./subjects.ts";

/** Milliseconds between the tokens of one reply: 20 tokens/s. */
export const PACE_MS = 50;
/** All replies of a level are open after this time. Milliseconds. */
const RAMP_MS = 4_000;
const SETTLE_MS = 1_000;
/** The window is measured in so many parts, for the spread. */
const PARTS = 3;
const BURST_TOKENS = 10;

export type Measured = {
  subject: string;
  concurrent: number;
  /** Milliseconds from the request to the first text, median and 95th percentile. */
  firstText: number;
  firstText95: number;
  /** Milliseconds from the provider's writing of a token to its arrival here. */
  late: number;
  late99: number;
  /** CPU seconds for 1,000 deltas, starts and ends of replies included; least and most of the window's parts. */
  cpuPer1000: number;
  cpuLow: number;
  cpuHigh: number;
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
const counters = (measuring: boolean): Counters => ({
  deltas: 0,
  first: [],
  late: [],
  stretch: [],
  measuring,
  stop: false,
});
const newAgent = () => new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/**
 * A steady state: `concurrent` replies are open all the time, and whenever one ends another begins. The first ones are
 * of all lengths, so that starts come evenly spread over a reply's life instead of all at once.
 * @param idleMb resident memory of the warm server without replies
 */
export async function measure(
  subject: Subject,
  concurrent: number,
  seconds: number,
  replyTokens: number,
  idleMb = Number.NaN,
): Promise<Measured> {
  const agent = newAgent();
  const call = await subject.open();
  const seen = counters(false);
  const slots = Array.from({ length: concurrent }, async (_, i) => {
    await wait((i * RAMP_MS) / concurrent);
    const part = ((i * 37) % concurrent) / concurrent;
    await reply(call, agent, Math.max(2, Math.round(replyTokens * (1 - part))), seen);
    while (!seen.stop) await reply(call, agent, replyTokens, seen);
  });
  const all = Promise.allSettled(slots);
  await wait(RAMP_MS + SETTLE_MS);
  seen.measuring = true;
  const parts: { cpu: number; deltas: number }[] = [];
  const at = performance.now();
  for (let part = 0; part < PARTS; part++) {
    const [cpuBefore, deltasBefore] = [await cpuSeconds(subject.pid), seen.deltas];
    await wait((seconds * 1_000) / PARTS);
    parts.push({ cpu: (await cpuSeconds(subject.pid)) - cpuBefore, deltas: seen.deltas - deltasBefore });
  }
  const wall = (performance.now() - at) / 1_000;
  seen.measuring = false;
  const mb = (await residentMb(subject.pid)) - idleMb;
  seen.stop = true;
  const { first, late, stretch } = seen;
  agent.destroy();
  await all;
  await subject.cleanUp();
  const cpu = parts.reduce((sum, part) => sum + part.cpu, 0);
  const deltas = parts.reduce((sum, part) => sum + part.deltas, 0);
  const rates = parts.map((part) => (part.cpu / part.deltas) * 1_000);
  return {
    subject: subject.name,
    concurrent,
    firstText: quantile(first, 0.5),
    firstText95: quantile(first, 0.95),
    late: quantile(late, 0.5),
    late99: quantile(late, 0.99),
    cpuPer1000: (cpu / deltas) * 1_000,
    cpuLow: Math.min(...rates),
    cpuHigh: Math.max(...rates),
    cpu: cpu / wall,
    mbPerReply: mb / concurrent,
    paceLoss: quantile(stretch, 0.5),
  };
}

/** All `count` requests in the same moment, on a server with nothing else to do. Milliseconds to the first text. */
export async function burst(subject: Subject, count: number): Promise<{ median: number; p95: number }> {
  const agent = newAgent();
  const call = await subject.open();
  const seen = counters(true);
  await Promise.allSettled(Array.from({ length: count }, () => reply(call, agent, BURST_TOKENS, seen)));
  agent.destroy();
  await subject.cleanUp();
  return { median: quantile(seen.first, 0.5), p95: quantile(seen.first, 0.95) };
}

/** Compiled code and pooled connections, for all alike. */
export async function warm(subject: Subject): Promise<void> {
  for (let round = 0; round < 3; round++) await burst(subject, 20);
}

/** One reply of the provider's `clock` scenario, whose tokens are the time of their writing. */
function reply(call: Call, agent: http.Agent, tokens: number, seen: Counters): Promise<void> {
  return new Promise((resolve, reject) => {
    const at = performance.now();
    let firstAt = 0;
    let firstStamp = 0;
    let count = 0;
    const request = http.request(call.url, { method: "POST", agent, headers: call.headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
      response.setEncoding("latin1");
      response.on("data", (chunk: string) => {
        const now = Date.now();
        // Of text that came in one piece each token counts, by its own time.
        for (const [stamp] of chunk.matchAll(/(?<=[" ])\d{13}(?= )/g)) {
          count++;
          if (firstAt === 0) {
            firstAt = performance.now();
            firstStamp = Number(stamp);
            if (seen.measuring) seen.first.push(firstAt - at);
          }
          if (seen.measuring) {
            seen.deltas++;
            seen.late.push(now - Number(stamp));
          }
          if (count === tokens && seen.measuring) {
            const expected = (tokens - 1) * PACE_MS;
            seen.stretch.push((now - firstStamp - expected) / expected);
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

export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
