/**
 * Replies across processes: how far a viewer on another process is behind, how soon Stop reaches the provider, what a
 * killed process loses and how soon its reply is ended, how long a stop of the server takes. On both engines; MongoDB where
 * the tests have a server for it. Needs a production build. `node --import ./bench/register.mjs bench/processes/index.ts`
 */
import { connect } from "node:net";
import type { OpenAIServer } from "../../tests/support/openai-server.ts";
import { type ProductServer, startProduct } from "../../tests/support/product.ts";
import { SseReader } from "../../tests/support/sse-reader.ts";
import { onBothEngines, printTable, serverVariables } from "../both-engines.ts";
import { Client } from "./client.ts";

const STOPS = 8;
const KILLS = 3;
const EXITS = 2;

const rows: string[] = [];
const misses: string[] = [];
function report(engine: string, name: string, values: number[], limit: number): void {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  const most = sorted.at(-1) ?? Number.NaN;
  // It takes a few minutes; whoever waits sees that it goes on.
  process.stderr.write(`${engine}: ${name}: ${at(0.5).toFixed(0)} ms\n`);
  rows.push(
    `| ${engine} | ${name} | ${at(0.5).toFixed(0)} | ${at(0.95).toFixed(0)} | ${most.toFixed(0)} | ${limit} |`,
  );
  const verdict = at(0.95) <= limit ? "met" : "MISSED";
  misses.push(
    `- ${verdict}: ${engine}, ${name} at most ${limit} ms (95th percentile ${at(0.95).toFixed(0)} ms)`,
  );
}

async function measureEngine(engine: string, provider: OpenAIServer, database: Record<string, string>) {
  const variables = serverVariables(provider, database);
  let here = await startProduct(variables);
  const folder = { dataDir: here.dataDir };
  const there = await startProduct(variables, folder);
  try {
    const a = await Client.register(here.url);
    const b = a.at(there.url);
    report(engine, "a viewer on another process is behind the provider", await behind(a, b), 500);
    report(engine, "Stop in the same process ends the provider's request", await stops(provider, a, a), 300);
    report(engine, "Stop from another process does", await stops(provider, a, b), 1_000);
    const kept: number[] = [];
    const noticed: number[] = [];
    for (let i = 0; i < KILLS; i++) {
      const { lostMs, noticedMs } = await kill(here, a.at(here.url), b);
      kept.push(lostMs);
      noticed.push(noticedMs);
      here = await startProduct(variables, folder);
    }
    report(engine, "age of the newest text that a kill leaves (with the token's own 50 ms)", kept, 300);
    report(engine, "a killed process's reply is interrupted, nobody looking", noticed, 10_000);
    const exits: number[] = [];
    for (let i = 0; i < EXITS; i++) {
      exits.push(await exit(here, a.at(here.url)));
      here = await startProduct(variables, folder);
    }
    report(engine, "SIGTERM to exit with idle connections and an open feed", exits, 1_000);
  } finally {
    await there.stop("SIGKILL");
    await here.close();
  }
}

/** Milliseconds for each word, which is the time of its writing. */
async function behind(a: Client, b: Client): Promise<number[]> {
  const own = await a.send("[[clock ms=50 tokens=200]]");
  const other = new SseReader(await b.get(`/api/chats/${own.chatId}/stream`));
  await Promise.all([own.all(), other.all()]);
  return other.events
    .filter(({ data }) => data.includes('"text-delta"'))
    .slice(1)
    .flatMap(({ data, at }) => [...data.matchAll(/(\d{13}) /g)].map(([, stamp]) => at - Number(stamp)));
}

async function stops(provider: OpenAIServer, sender: Client, stopper: Client): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < STOPS; i++) {
    provider.reset();
    const own = await sender.send("[[clock ms=50 tokens=400]]");
    await own.until((reader) => reader.text.length > 60);
    const asked = Date.now();
    await stopper.post(`/api/chats/${own.chatId}/stop`);
    const request = await provider.waitFor(({ abortedAt }) => abortedAt !== null, 20_000);
    times.push((request.abortedAt ?? Number.NaN) - asked);
    await own.all();
  }
  return times;
}

async function kill(server: ProductServer, a: Client, b: Client) {
  const own = await a.send("[[clock ms=50 tokens=400]]");
  await own.until((reader) => reader.text.length > 14 * (20 + Math.random() * 10));
  const feed = new SseReader(await b.get("/api/events"));
  const ended = feed.until((reader) => {
    const data = reader.events.at(-1)?.data ?? "";
    return data.includes(own.chatId) && data.includes('"running":false');
  });
  const killedAt = Date.now();
  await server.stop("SIGKILL");
  own.cancel().catch(() => {});
  await ended;
  const noticedMs = Date.now() - killedAt;
  feed.cancel().catch(() => {});
  const text = await b.lastReply(own.chatId);
  const newest = Number(text.trim().split(" ").at(-1));
  return { lostMs: killedAt - newest, noticedMs };
}

async function exit(server: ProductServer, client: Client): Promise<number> {
  await Promise.all(Array.from({ length: 5 }, () => client.get("/api/projects").then((r) => r.text())));
  // As a browser opens connections ahead of need.
  const silent = connect(Number(new URL(server.url).port), "127.0.0.1").on("error", () => {});
  const feed = await client.get("/api/events");
  const rest = feed.text().catch(() => "");
  const begun = Date.now();
  await server.stop("SIGTERM");
  const ms = Date.now() - begun;
  silent.destroy();
  await rest;
  return ms;
}

await onBothEngines(measureEngine);
printTable(["Engine", "What", "median ms", "p95", "most", "limit"], rows, misses);
