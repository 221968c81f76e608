import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { LIMITS } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { DialectError } from "./errors";

const TTL_MS = 24 * 60 * 60_000;
const POLL_MS = 50;
/** A claim whose answer is not there after this time was left behind. Milliseconds. */
const ORPHAN_MS = 300_000;

export type Claim = {
  /** What an earlier request with the same key was answered; null: this one is the first. */
  replay: string | null;
  /** Keeps the answer for the next request with this key. */
  keep(answer: string): Promise<void>;
  /** The request failed: another one may try again. */
  release(): Promise<void>;
};

const NONE: Claim = { replay: null, keep: async () => {}, release: async () => {} };

/**
 * At most one answer for each `Idempotency-Key`: a second request waits for the first and gets the same. Failures are
 * not kept, for clients send the same key when they try again.
 * @throws 409 when the key was used with another body
 */
export async function claimOnce(
  scope: Scope,
  projectId: string,
  request: Request,
  body: unknown,
): Promise<Claim> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return NONE;
  if (key === "" || key.length > LIMITS.idempotencyKeyMax) {
    const text = `An Idempotency-Key has 1 to ${LIMITS.idempotencyKeyMax} characters.`;
    throw new DialectError(400, text, { param: "Idempotency-Key", code: "unsupported_value" });
  }
  const { idempotency, answers } = await getStore();
  const name = `openai:${key}`;
  const bodyHash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const deadline = Date.now() + ORPHAN_MS;
  for (;;) {
    const [runId, now] = [newId(), Date.now()];
    const record = { key: name, bodyHash, runId, chatId: "", messageId: "", createdAt: now };
    const claim = await idempotency.claim(scope, record, now, TTL_MS);
    if (claim.mine) {
      return {
        replay: null,
        async keep(data) {
          const expiresAt = now + TTL_MS;
          await answers.put(scope, {
            id: replayId(runId),
            projectId,
            chatId: null,
            data,
            createdAt: now,
            expiresAt,
          });
        },
        release: () => idempotency.release(scope, name, runId),
      };
    }
    if (claim.record.bodyHash !== bodyHash) throw new AppError("idempotency_mismatch");
    const kept = await answers.get(scope, replayId(claim.record.runId), Date.now());
    if (kept) return { ...NONE, replay: kept.data };
    if (Date.now() > deadline) await idempotency.release(scope, name, claim.record.runId);
    else await wait(POLL_MS);
    request.signal.throwIfAborted();
  }
}

const replayId = (runId: string) => `replay_${runId}`;
