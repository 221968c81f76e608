import type { Store } from "../types";

export async function openSqliteStore(_options: { dataDir: string }): Promise<Store> {
  throw new Error("pending");
}
