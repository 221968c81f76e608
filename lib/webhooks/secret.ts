import { type Resealed, resealAll, seal, unseal } from "@/lib/auth";
import { getStore } from "@/lib/store";

const CONTEXT = "webhook";
const PREFIX = "whsec_";

/** What is kept of a signing secret: it is needed again, so it is sealed and not hashed. */
export const keptSecret = (secret: string): Promise<string> => seal(secret, CONTEXT);

/** Null: it was sealed by a secret of the installation's that is gone. Those from before sealing stand as they are. */
export async function openedSecret(kept: string): Promise<string | null> {
  return kept.startsWith(PREFIX) ? kept : unseal(kept, CONTEXT);
}

/** Seals anew what `ENCRYPTION_SECRET_PREVIOUS` has sealed. */
export async function resealWebhooks(): Promise<Resealed> {
  const { webhooks } = await getStore();
  const secrets = (await webhooks.sealedSecrets()).flatMap(({ id, secret, oldSecret }) =>
    [secret, oldSecret].flatMap((kept) => (kept === null || kept.startsWith(PREFIX) ? [] : [{ id, kept }])),
  );
  return resealAll(
    secrets.map(({ id, kept }) => ({
      sealed: kept,
      context: CONTEXT,
      put: (sealed) => webhooks.reseal(id, kept, sealed),
    })),
  );
}
