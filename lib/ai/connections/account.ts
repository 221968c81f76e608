import { getStore, type Scope } from "@/lib/store";
import type { Account } from "./account-type";
import { openKey } from "./keys";

/** The account of a project: its own key where it has brought one. Read once for each request. */
export function projectAccount(scope: Scope, projectId: string): Account {
  return {
    async keyFor(connectionId) {
      const { connections } = await getStore();
      const keys = await connections.projectKeys(scope, projectId);
      const found = keys.find((key) => key.connectionId === connectionId);
      return found ? openKey({ connectionId, projectId, sealedKey: found.sealedKey }) : null;
    },
  };
}
