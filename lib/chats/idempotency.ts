import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { fairStart, findRun, mayHaveBegun, type RunHandle, whileStale } from "@/lib/chats/run";
import { AppError, invalid } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { LIMITS } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";

const TTL_MS = 24 * 60 * 60_000;
const POLL_MS = 30;
/** A claim whose run has not begun after this time was left behind by a process that died. Milliseconds. */
const ORPHAN_MS = 10_000;

/** The ids of a run that is going to be made; fixed before, so that a second request finds it. */
export type RunIds = { runId: string; chatId: string; messageId: string };

/**
 * Starts a run at most once per key: the same request again gets the same run, whatever became of it. A request
 * that is refused leaves no trace. Without a key it just starts.
 * @throws `idempotency_mismatch` when the key was used with another body; `validation_failed` on a bad key
 */
export async function startOnce(
  scope: Scope,
  request: { route: string; key: string | null; body: unknown; chatId?: string | undefined },
  start: (ids: RunIds) => Promise<RunHandle>,
): Promise<RunHandle> {
  const ids = () => ({ runId: newId(), chatId: request.chatId ?? newId(), messageId: newId() });
  await fairStart();
  if (request.key === null) {
    const mine = ids();
    return whileStale(() => start(mine));
  }
  if (request.key.length === 0 || request.key.length > LIMITS.idempotencyKeyMax) {
    throw invalid("Idempotency-Key", `Idempotency-Key must have 1 to ${LIMITS.idempotencyKeyMax} characters`);
  }
  const { idempotency } = await getStore();
  const key = `${request.route}:${request.key}`;
  const bodyHash = createHash("sha256").update(JSON.stringify(request.body)).digest("hex");
  const deadline = Date.now() + ORPHAN_MS;
  for (;;) {
    const mine = ids();
    const now = Date.now();
    const claim = await idempotency.claim(scope, { key, bodyHash, ...mine, createdAt: now }, now, TTL_MS);
    if (claim.mine) {
      try {
        return await whileStale(() => start(mine));
      } catch (error) {
        // The same request again then finds out what became of it.
        if (!mayHaveBegun(error)) await idempotency.release(scope, key, mine.runId);
        throw error;
      }
    }
    if (claim.record.bodyHash !== bodyHash) throw new AppError("idempotency_mismatch");
    const run = await findRun(scope, claim.record.runId);
    if (run) return run;
    if (Date.now() > deadline && Date.now() - claim.record.createdAt > ORPHAN_MS) {
      await idempotency.release(scope, key, claim.record.runId);
    } else await wait(POLL_MS);
  }
}
