/**
 * How soon a reply says `start`: the first fifty of a server that has just begun, then 10, 30 and 60 in the same moment, and
 * how late the feed tells of the last of sixty. Then how long an account with a chat of many messages takes to export. On
 * both engines, MongoDB where the tests have a server for it, so that each is the other's baseline. Needs a production build.
 * `npm run bench -- starts [--rounds 7] [--messages 20000]`
 */
import type { OpenAIServer } from "../../tests/support/openai-server.ts";
import { startProduct } from "../../tests/support/product.ts";
import { SseReader } from "../../tests/support/sse-reader.ts";
import { onBothEngines, printTable, serverVariables } from "../both-engines.ts";
import { Client } from "../processes/client.ts";
import { seedChat } from "./seed.ts";

const flag = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const ROUNDS = flag("rounds", 7);
const MESSAGES = flag("messages", 20_000);
const COLD = 50;
const LEVELS = [10, 30, 60];
/** Milliseconds to `start`, at 30 at once. */
const LIMIT_MS = 200;
const LIMITED = 30;

const quantile = (values: number[], q: number) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
};
const rows: string[] = [];
const verdicts: string[] = [];
function report(engine: string, name: string, values: number[]): void {
  const cells = [0.5, 0.95, 1].map((q) => quantile(values, q).toFixed(0));
  process.stderr.write(`${engine}: ${name}: ${cells.join(", ")}\n`);
  rows.push(`| ${engine} | ${name} | ${cells.join(" | ")} |`);
}

/** Sends so many messages in the same moment, each to a chat of its own. Milliseconds to each `start`. */
async function atOnce(client: Client, count: number): Promise<number[]> {
  const began = performance.now();
  const sent = await Promise.all(
    Array.from({ length: count }, async () => {
      const reader = await client.send("[[clock ms=20 tokens=5]]");
      return { reader, ms: performance.now() - began };
    }),
  );
  await Promise.all(sent.map(({ reader }) => reader.all()));
  return sent.map(({ ms }) => ms);
}

/** Milliseconds until the feed has told that each of so many chats runs no more. */
async function feedBurst(client: Client, count: number): Promise<number> {
  const feed = new SseReader(await client.get("/api/events"));
  const began = performance.now();
  const told = new Set<string>();
  const done = feed.until(({ events }) => {
    const data = events.at(-1)?.data ?? "";
    const id = /"chatId":"([^"]+)"/.exec(data)?.[1] ?? /"id":"([^"]+)"/.exec(data)?.[1];
    if (id && data.includes('"running":false')) told.add(id);
    return told.size >= count;
  });
  await atOnce(client, count);
  await done;
  const ms = performance.now() - began;
  await feed.cancel();
  return ms;
}

async function measureEngine(engine: string, provider: OpenAIServer, database: Record<string, string>) {
  const server = await startProduct(serverVariables(provider, database));
  try {
    const client = await Client.register(server.url);
    report(engine, `the first ${COLD} after a start`, await atOnce(client, COLD));
    for (let i = 0; i < 3; i++) await atOnce(client, 20);
    for (const level of LEVELS) {
      const all: number[] = [];
      for (let round = 0; round < ROUNDS; round++) all.push(...(await atOnce(client, level)));
      report(engine, `${level} at once`, all);
      if (level !== LIMITED) continue;
      const median = quantile(all, 0.5);
      verdicts.push(
        `- ${median <= LIMIT_MS ? "met" : "MISSED"}: ${engine}, \`start\` at most ${LIMIT_MS} ms at ${LIMITED} at once (${median.toFixed(0)} ms)`,
      );
    }
    const bursts: number[] = [];
    for (let round = 0; round < 3; round++) bursts.push(await feedBurst(client, 60));
    report(engine, "the feed has told of 60 replies begun at once", bursts);
    await seedChat(client, database.MONGODB_URI ?? { dataDir: server.dataDir }, MESSAGES);
    const exports: number[] = [];
    for (let round = 0; round < 3; round++) {
      const at = performance.now();
      const response = await client.get("/api/users/export");
      const bytes = (await response.arrayBuffer()).byteLength;
      if (!response.ok || bytes < MESSAGES) throw new Error(`export: ${response.status}, ${bytes} bytes`);
      exports.push(performance.now() - at);
    }
    report(
      engine,
      `export of an account with ${MESSAGES.toLocaleString("en")} messages in one chat`,
      exports,
    );
  } finally {
    await server.close();
  }
}

await onBothEngines(measureEngine);
printTable(["Engine", "What", "median ms", "p95", "most"], rows, verdicts);
