import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { projectScope } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { LIMITS } from "@/lib/schemas";
import { getStore, type ProjectRecord, type Scope } from "@/lib/store";
import type { DialectCall } from "./call";
import { DialectError } from "./errors";
import { requireModel } from "./models";

const TTL_MS = 24 * 60 * 60_000;
const POLL_MS = 50;
/** A claim whose answer is not there after this time was left behind. Milliseconds. */
const ORPHAN_MS = 300_000;

/** Answers a request to a model. What throws is released, so that the client may try again. */
export type AnswerOnce<Input> = (
  call: DialectCall,
  scope: Scope,
  draft: ProjectRecord,
  input: Input,
  claim: Claim,
) => Promise<Response | object>;

/**
 * The answer of the model that the body names, once for each `Idempotency-Key`.
 * @param replay what was kept of an earlier answer, in the form that is asked for now
 */
export async function answerOnce<Input extends { model: string }, Kept>(
  call: DialectCall,
  input: Input,
  answer: AnswerOnce<Input>,
  replay: (kept: Kept, input: Input) => Response | object,
): Promise<Response | object> {
  const draft = await requireModel(call.principal, input.model);
  const scope = await projectScope(call.principal, draft.id);
  const claim = await claimOnce(scope, draft.id, call.request, input);
  if (claim.replay !== null) return replay(JSON.parse(claim.replay) as Kept, input);
  try {
    return await answer(call, scope, draft, input, claim);
  } catch (error) {
    await claim.release();
    throw error;
  }
}

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
async function claimOnce(scope: Scope, projectId: string, request: Request, body: unknown): Promise<Claim> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return NONE;
  if (key === "" || key.length > LIMITS.idempotencyKeyMax) {
    const text = `An Idempotency-Key has 1 to ${LIMITS.idempotencyKeyMax} characters.`;
    throw new DialectError(400, text, { param: "Idempotency-Key", code: "unsupported_value" });
  }
  const { idempotency, answers } = await getStore();
  // The same key at another endpoint is another request.
  const name = `openai:${new URL(request.url).pathname.split("/").at(-1)}:${key}`;
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
