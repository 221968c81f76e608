import { once } from "node:events";
import { scopeOf } from "@/lib/auth/scope";
import { search } from "@/lib/knowledge/search/search";
import { StoreSource } from "@/lib/knowledge/search/store-source";
import { openSqliteStore } from "@/lib/store/sqlite";
import { MODEL, madeUpVector } from "./made-up.ts";

export type AskRequest = {
  dataDir: string;
  userId: string;
  projectId: string;
  questions: string[];
  vectors: boolean;
};
export type AskResult = { medianMs: number; p95Ms: number; cpuMs: number; rssMb: number };

/** Asks an open store all questions thrice, after a few to warm up, and tells its parent how long that took. */
if (process.send) {
  const [request] = (await once(process, "message")) as [AskRequest];
  const { dataDir, userId, projectId, questions, vectors } = request;
  const store = await openSqliteStore({ dataDir });
  const ask = async (question: string, n: number) => {
    const vector = vectors ? { model: MODEL, values: madeUpVector(n * 97) } : null;
    const started = performance.now();
    const source = new StoreSource(store, scopeOf({ userId }), projectId);
    await search(source, question, { limit: 6, tokenBudget: 2_400, vector });
    return performance.now() - started;
  };
  for (const [n, question] of questions.slice(0, 30).entries()) await ask(question, n);
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (const [n, question] of [...questions, ...questions, ...questions].entries()) {
    times.push(await ask(question, n));
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const result: AskResult = {
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    cpuMs: (user + system) / 1_000 / times.length,
    rssMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
  };
  await store.close();
  process.send(result);
  process.disconnect();
}
