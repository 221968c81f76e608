import { resealKeys } from "@/lib/ai";
import { resealSecondFactors } from "@/lib/auth";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { resealWebhooks } from "@/lib/webhooks";

/** How long a store that is away is left alone. Milliseconds. */
const AGAIN_MS = 10_000;

/**
 * Seals anew all that `ENCRYPTION_SECRET_PREVIOUS` has sealed, so that it can be taken away: providers' keys, the secrets of
 * two-step sign-in and of webhooks. At the start of a process; the log says when it is done.
 */
export async function resealSecrets(): Promise<void> {
  if (!env().ENCRYPTION_SECRET_PREVIOUS) return;
  try {
    const [keys, secondFactors, webhooks] = [
      await resealKeys(),
      await resealSecondFactors(),
      await resealWebhooks(),
    ];
    log().warn(
      { keys, secondFactors, webhooks },
      "what ENCRYPTION_SECRET_PREVIOUS had sealed is sealed anew; it can be taken away",
    );
  } catch (err) {
    log().warn({ err }, "secrets could not be sealed anew; trying again");
    setTimeout(() => void resealSecrets(), AGAIN_MS).unref();
  }
}
