import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import nextEnv from "@next/env";
import { ensureBuild } from "./support/build.mjs";
import { requireNode } from "./support/node-version.mjs";
import { nextBin, root } from "./support/paths.mjs";

requireNode();
process.chdir(root);
process.env.NODE_ENV ||= "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";

// npm passes a signal to the shell between us and not on: when that shell is gone, so is whoever wanted the server.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, 250).unref();
}

try {
  nextEnv.loadEnvConfig(root, false, { info() {}, error: console.error });
  const { parseEnv, providerConfigured } = await import("../lib/env.ts");
  const env = parseEnv(process.env);
  if (await ensureBuild()) console.log("Built.");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  console.log(`
Chatbot Platform ${version}
  address   ${env.PORT === 0 ? "a free port (see below)" : `http://localhost:${env.PORT}`}
  engine    ${env.MONGODB_URI ? "MongoDB" : "SQLite"}
  data      ${env.MONGODB_URI ? "in MongoDB" : resolve(env.DATA_DIR)}
  provider  ${providerConfigured(env) ? `configured${env.OPENAI_BASE_URL ? " (OPENAI_BASE_URL)" : " (OpenAI)"}` : "none: the demo model answers; set OPENAI_API_KEY or OPENAI_BASE_URL"}
`);
  // Next's own command, in this process: signals reach its shutdown without a go-between.
  process.argv = [process.execPath, nextBin, "start", "--port", String(env.PORT), ...process.argv.slice(2)];
  await import(nextBin);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
