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
    const count = { keys: keys.done, secondFactors: secondFactors.done, webhooks: webhooks.done };
    const unopened = {
      keys: keys.unopened,
      secondFactors: secondFactors.unopened,
      webhooks: webhooks.unopened,
    };
    if (Object.values(unopened).some((left) => left > 0)) {
      log().warn(
        { ...count, unopened },
        "some secrets are sealed by neither ENCRYPTION_SECRET nor ENCRYPTION_SECRET_PREVIOUS: set the one that sealed them as ENCRYPTION_SECRET_PREVIOUS, or enter them again; the rest is sealed anew",
      );
      return;
    }
    log().warn(count, "what ENCRYPTION_SECRET_PREVIOUS had sealed is sealed anew; it can be taken away");
  } catch (err) {
    log().warn({ err }, "secrets could not be sealed anew; trying again");
    setTimeout(() => void resealSecrets(), AGAIN_MS).unref();
  }
}
