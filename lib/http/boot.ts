import { announceSetUp, jwtSecret, nextAuthSecret } from "@/lib/auth";
import { env, trustOwnHost } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { getStore } from "@/lib/store";
import { installRequestHook } from "./request-hook";

const SWEEP_EVERY_MS = 10 * 60_000;

/**
 * Runs once before the server takes requests. A configuration, a data folder or a database of a newer version that
 * can't be used ends the process with its reason: Next itself would go on and answer everything with 500. A database
 * that is merely away does not.
 */
export async function boot(): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`\nThe server can't start. ${reason}\n`);
    process.exit(1);
  }
  startSweeper();
}

async function prepare(): Promise<void> {
  env();
  trustOwnHost();
  installRequestHook();
  await Promise.all([jwtSecret(), nextAuthSecret()]);
  try {
    await getStore();
    await announceSetUp();
  } catch (err) {
    if (!isAppError(err, "store_unavailable")) throw err;
    log().warn({ err }, "the database does not answer yet");
  }
}

function startSweeper(): void {
  const sweep = async () => {
    try {
      await (await getStore()).sweep(Date.now());
    } catch (err) {
      log().warn({ err }, "sweep failed");
    }
  };
  setInterval(sweep, SWEEP_EVERY_MS).unref();
  setTimeout(sweep, 5_000).unref();
}
