import { env } from "@/lib/env";
import { perProcess } from "@/lib/platform";
import type { Store } from "./types";

export { decodeCursor, encodeCursor } from "./cursor";
export { DRAFT } from "./draft";
export { allItems, allPages } from "./paging";
export { forgetReads, readOnce } from "./read-once";
export { heardTime, storeTime } from "./store-time";
export type * from "./types";

const held = () => perProcess<{ store?: Promise<Store> | undefined }>("store", () => ({}));

/** The process's store; the only place that chooses the engine, and loads only that one. */
export function getStore(): Promise<Store> {
  const holder = held();
  holder.store ??= open().catch((error) => {
    holder.store = undefined;
    throw error;
  });
  return holder.store;
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
  const holder = held();
  const opened = holder.store;
  holder.store = undefined;
  await (await opened)?.close();
}
