import { isAppError } from "@/lib/errors";
import { isGuardError } from "@/lib/platform";

/** The errors of a failure, each the cause of the one before. */
function chain(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let at = error; at && all.length < 6; at = (at as { cause?: unknown }).cause) all.push(at);
  return all;
}

/** The status that the provider answered; null: it did not come to an answer. */
export function statusOf(error: unknown): number | null {
  const found = chain(error)
    .filter((one) => !isAppError(one))
    .map((one) => (one as { status?: unknown }).status)
    .find((status) => typeof status === "number");
  return typeof found === "number" ? found : null;
}

/**
 * Why a test failed, for an administrator: the kind of failure in our words. The provider's own may hold what is nobody's
 * to read.
 */
export function testFailure(error: unknown): string {
  const all = chain(error);
  const guarded = all.find(isGuardError);
  if (guarded?.fault === "blocked") {
    return "The address is on a private network. Allow that for this connection if it is meant to be there.";
  }
  if (guarded) return guarded.message;
  const status = statusOf(error);
  if (status === 401 || status === 403) return "The provider refused the key.";
  if (status === 404)
    return "Nothing is found there. The address ends before /chat/completions, often in /v1.";
  if (status === 402) return "The provider's credit is used up.";
  if (status === 429) return "The provider is busy, or its credit is used up.";
  if (status !== null) return `The provider answered with status ${status}.`;
  const codes = all.map((one) => String((one as { code?: unknown }).code));
  if (codes.some((code) => ["ENOTFOUND", "EAI_AGAIN"].includes(code))) return "The host's name is not known.";
  if (codes.some((code) => code === "ECONNREFUSED")) return "No server takes connections at this address.";
  if (all.some((one) => /timeout|timed out|aborted/i.test(String((one as Error).message)))) {
    return "The provider did not answer in time.";
  }
  return "The provider can't be reached, or does not speak OpenAI's way.";
}
