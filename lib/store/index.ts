import { env } from "@/lib/env";
import type { Store } from "./types";

export type * from "./types";

// On globalThis: Next instantiates modules more than once (routes, instrumentation), the database must be opened once.
const KEY = Symbol.for("chatbot-platform.store");
type Holder = { [KEY]?: Promise<Store> | undefined };

/** The process's store; the only place that chooses the engine, and loads only that one. */
export function getStore(): Promise<Store> {
  const holder = globalThis as Holder;
  holder[KEY] ??= open().catch((error) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

async function open(): Promise<Store> {
  const { MONGODB_URI, DATA_DIR } = env();
  if (MONGODB_URI) {
    const { openMongoStore } = await import("./mongodb");
    return openMongoStore({ uri: MONGODB_URI });
  }
  const { openSqliteStore } = await import("./sqlite");
  return openSqliteStore({ dataDir: DATA_DIR });
}

/** For tests: the next {@link getStore} opens anew. */
export async function closeStore(): Promise<void> {
  const holder = globalThis as Holder;
  const opened = holder[KEY];
  holder[KEY] = undefined;
  await (await opened)?.close();
}
