import type { Store } from "../types";

export async function openMongoStore(_options: { uri: string }): Promise<Store> {
  throw new Error("pending");
}
