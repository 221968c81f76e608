import { env, providerConfigured } from "@/lib/env";
import { errorMessage, isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { inTime } from "@/lib/platform";
import { getStore } from "@/lib/store";
import { isoTime } from "@/lib/time";
import pkg from "@/package.json";
import { endpoint, operation } from "./endpoint";

/** Longer than the store's own deadline: opening it counts as well. */
const DEADLINE_MS = 3_000;

/** Null: it does. Else why not, where more is known than that. */
async function storeFails(): Promise<{ reason?: string } | null> {
  const ping = getStore().then((store) => store.ping());
  try {
    await inTime(ping, DEADLINE_MS, () => new Error("no answer in time"));
    return null;
  } catch (err) {
    log().warn({ err }, "health: the store does not answer");
    const said = isAppError(err) && err.message !== errorMessage(err.code);
    return said ? { reason: err.message } : {};
  }
}

async function hasConnection(): Promise<boolean> {
  const { connections } = await getStore();
  return (await connections.list().catch(() => [])).some(({ enabled }) => enabled);
}

/** `/health` and `/api/health`; not rate limited, so that a probe never fails for being frequent. */
export const healthEndpoint = () =>
  endpoint({
    GET: operation({
      auth: "public",
      limit: "none",
      handle: async () => {
        const fails = await storeFails();
        const ok = fails === null;
        const body = {
          status: ok ? "OK" : "UNAVAILABLE",
          timestamp: isoTime(Date.now()),
          version: pkg.version,
          store: env().MONGODB_URI ? "mongodb" : "sqlite",
          provider: providerConfigured() || (ok && (await hasConnection())) ? "configured" : "demo",
          ...fails,
        };
        return Response.json(body, { status: ok ? 200 : 503 });
      },
    }),
  });
