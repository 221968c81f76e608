import { getStore } from "@/lib/store";
import { standing } from "./standing";

const keys = standing(
  "key-watch",
  async (id) => (await (await getStore()).keys.find(id, Date.now())) !== null,
);

/** Calls `end` once when the key is revoked, expires or loses its owner or project. @returns what ends the watching */
export const whileKeyStands = (keyId: string, end: () => void): (() => void) => keys.watch(keyId, end);

/** Ends the key's open answers in this process at once. */
export const endKeyUse = (keyId: string): void => keys.end(keyId);
