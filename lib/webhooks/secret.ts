import { seal, unseal } from "@/lib/auth";

const CONTEXT = "webhook";
const PREFIX = "whsec_";

/** What is kept of a signing secret: it is needed again, so it is sealed and not hashed. */
export const keptSecret = (secret: string): Promise<string> => seal(secret, CONTEXT);

/** Null: it was sealed by a secret of the installation's that is gone. Those from before sealing stand as they are. */
export async function openedSecret(kept: string): Promise<string | null> {
  return kept.startsWith(PREFIX) ? kept : unseal(kept, CONTEXT);
}
