import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseOf, test } from "./fixtures";
import { type ProductServer, startProduct } from "./server";

const SECRETS = { JWT_SECRET: "j".repeat(40), NEXTAUTH_SECRET: "n".repeat(40) };

/** Servers on one database, started as often as a test likes. */
export const testWithServers = test.extend<{
  start(variables?: Record<string, string>): Promise<ProductServer>;
}>({
  start: async ({ engine, provider }, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), "chatbot-data-"));
    const variables = {
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: "sk-scripted",
      ...SECRETS,
      ...databaseOf(engine),
    };
    const running: ProductServer[] = [];
    await use(async (more = {}) => {
      const server = await startProduct({ ...variables, ...more }, { dataDir });
      running.push(server);
      return server;
    });
    await Promise.all(running.map((server) => server.stop("SIGKILL")));
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  },
});
