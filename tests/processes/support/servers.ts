import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import { dropDatabase, freshDatabase } from "../../support/mongo-server";
import { type OpenAIServer, startOpenAIServer } from "../../support/openai-server";
import { type ProductServer, startProduct } from "../../support/product";

const SECRETS = { JWT_SECRET: "j".repeat(40), NEXTAUTH_SECRET: "n".repeat(40) };
const mongodb = process.env.MONGODB_TEST_URI;

export type Servers = {
  engine: "sqlite" | "mongodb";
  /** New for each test. */
  provider: OpenAIServer;
  /** Another server on the test's database. */
  start(variables?: Record<string, string>): Promise<ProductServer>;
};

/** Defines the same tests once per engine that this machine has; each test gets a database, and as many servers on it as it likes. */
export function onServers(define: (servers: Servers) => void): void {
  const engines = mongodb ? (["sqlite", "mongodb"] as const) : (["sqlite"] as const);
  describe.each(engines)("on %s", (engine) => define(useServers(engine)));
}

function useServers(engine: Servers["engine"]): Servers {
  const running: ProductServer[] = [];
  let variables: Record<string, string> = {};
  let dataDir = "";
  const servers = {
    engine,
    start: async (more: Record<string, string> = {}) => {
      const server = await startProduct({ ...variables, ...more }, { dataDir });
      running.push(server);
      return server;
    },
  } as Servers;
  beforeEach(async () => {
    servers.provider = await startOpenAIServer();
    dataDir = await mkdtemp(join(tmpdir(), "chatbot-data-"));
    variables = { OPENAI_BASE_URL: servers.provider.url, OPENAI_API_KEY: "sk-scripted", ...SECRETS };
    if (engine === "mongodb" && mongodb) variables.MONGODB_URI = freshDatabase(mongodb);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop("SIGKILL")));
    await servers.provider.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    if (variables.MONGODB_URI) await dropDatabase(variables.MONGODB_URI);
  });
  return servers;
}
