import { isSealedByPrevious, seal, unseal } from "@/lib/auth";
import { getStore } from "@/lib/store";

const CONTEXT = "webhook";
const PREFIX = "whsec_";

/** What is kept of a signing secret: it is needed again, so it is sealed and not hashed. */
export const keptSecret = (secret: string): Promise<string> => seal(secret, CONTEXT);

/** Null: it was sealed by a secret of the installation's that is gone. Those from before sealing stand as they are. */
export async function openedSecret(kept: string): Promise<string | null> {
  return kept.startsWith(PREFIX) ? kept : unseal(kept, CONTEXT);
}

/** Seals anew what `ENCRYPTION_SECRET_PREVIOUS` has sealed. What it can't open stays. @returns how many were sealed anew */
export async function resealWebhooks(): Promise<number> {
  const { webhooks } = await getStore();
  let done = 0;
  for (const { id, secret, oldSecret } of await webhooks.sealedSecrets()) {
    for (const kept of [secret, oldSecret]) {
      if (kept === null || kept.startsWith(PREFIX) || !(await isSealedByPrevious(kept))) continue;
      const opened = await openedSecret(kept);
      if (opened !== null && (await webhooks.reseal(id, kept, await keptSecret(opened)))) done += 1;
    }
  }
  return done;
}
