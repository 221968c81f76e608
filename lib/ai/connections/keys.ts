import { type Resealed, resealAll, seal, unseal } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError, errorMessage } from "@/lib/errors";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { getStore, type SealedKey } from "@/lib/store";

/** Keys that have been opened in this process, for what writes logs to strike out. More than an installation has. */
const OPENED_MAX = 10_000;
const opened = () => perProcess<Set<string>>("opened-keys", () => new Set());

/** Every key that this process could let slip, the longest first. */
export function openedKeys(): string[] {
  const own = env().OPENAI_API_KEY;
  return [...opened(), ...(own ? [own] : [])].sort((a, b) => b.length - a.length);
}

const contextOf = (connectionId: string, projectId: string | null) =>
  projectId === null ? `connection ${connectionId}` : `project ${projectId} connection ${connectionId}`;

/** @param projectId null: the installation's own key of the connection */
export const sealKey = (key: string, connectionId: string, projectId: string | null): Promise<string> =>
  seal(key, contextOf(connectionId, projectId));

/** @throws `provider_failed` when the installation's secret is another one by now */
export async function openKey({ connectionId, projectId, sealedKey }: SealedKey): Promise<string> {
  const key = await unseal(sealedKey, contextOf(connectionId, projectId));
  if (key === null) {
    log().error(
      { connectionId, projectId },
      "a key can't be decrypted: the installation's secret has changed",
    );
    const message = `${errorMessage("provider_failed")}: the provider's key can't be read. Tell whoever runs this installation.`;
    throw new AppError("provider_failed", { message });
  }
  if (opened().size >= OPENED_MAX) opened().clear();
  opened().add(key);
  return key;
}

/** Seals anew what `ENCRYPTION_SECRET_PREVIOUS` has sealed. */
export async function resealKeys(): Promise<Resealed> {
  const { connections } = await getStore();
  const keys = await connections.sealedKeys();
  return resealAll(
    keys.map((found) => ({
      sealed: found.sealedKey,
      context: contextOf(found.connectionId, found.projectId),
      put: (sealed) => connections.reseal(found, sealed),
    })),
  );
}
