import { openMongoStore } from "@/lib/store/mongodb";
import { openSqliteStore } from "@/lib/store/sqlite";
import type { Store } from "@/lib/store/types";

/** How a store is opened: passed to child processes as JSON. */
export type Target = { kind: "sqlite"; dataDir: string } | { kind: "mongodb"; uri: string };

export function openTarget(target: Target): Promise<Store> {
  return target.kind === "sqlite" ? openSqliteStore(target) : openMongoStore(target);
}
