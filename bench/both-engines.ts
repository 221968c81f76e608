import { cpus, loadavg } from "node:os";
import { freshDatabase, mongoTestUri, stopMongoServer } from "../tests/support/mongo-server.ts";
import { type OpenAIServer, startOpenAIServer } from "../tests/support/openai-server.ts";

/** What a server needs beside its database to answer by a scripted provider. */
export const serverVariables = (provider: OpenAIServer, database: Record<string, string>) => ({
  OPENAI_BASE_URL: provider.url,
  OPENAI_API_KEY: "sk-scripted",
  JWT_SECRET: "j".repeat(40),
  NEXTAUTH_SECRET: "n".repeat(40),
  ...database,
});

type MeasureEngine = (
  engine: string,
  provider: OpenAIServer,
  database: Record<string, string>,
) => Promise<void>;

/** Measures on SQLite, and on MongoDB where the tests have a server for it. */
export async function onBothEngines(measure: MeasureEngine): Promise<void> {
  const provider = await startOpenAIServer();
  try {
    await measure("SQLite", provider, {});
    const uri = await mongoTestUri();
    if (uri) await measure("MongoDB", provider, { MONGODB_URI: freshDatabase(uri) });
  } finally {
    await provider.close();
    await stopMongoServer();
  }
}

/** Prints a table and the verdict on each limit; a missed one makes the exit code 1. */
export function printTable(columns: string[], rows: string[], verdicts: string[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
  console.log(`\n${machine}; load average ${loadavg()[0]?.toFixed(1)}.\n`);
  console.log(`| ${columns.join(" | ")} |`);
  console.log(`|${columns.map((_, index) => (index < 2 ? "---" : "--:")).join("|")}|`);
  for (const line of [...rows, "", ...verdicts]) console.log(line);
  process.exitCode = verdicts.some((line) => line.includes("MISSED")) ? 1 : 0;
}
