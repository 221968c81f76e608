import type { GenerationRequest } from "@/lib/ai";
import { isRefused, openMeters } from "@/lib/auth";
import type { GivenRequest, SourcePart } from "@/lib/chats";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { keepAlive } from "@/lib/platform";
import { getStore, type ProjectRecord, type Scope } from "@/lib/store";
import { isoDay } from "@/lib/time";
import type { DialectCall } from "./call";
import { DialectError, overLimit, wrongKey } from "./errors";
import { type Choice, type ChoiceEvent, Generation, type TotalUsage } from "./generation";
import { trackAnswer } from "./shutdown";

export type Answering = {
  generation: Generation;
  sources: SourcePart[];
  /** Resolves with the provider's first byte; rejects with what went wrong before it. */
  opened: Promise<void>;
  /** When all is there, charged and counted. @throws what went wrong, as an error of the dialect where it is the caller's to know */
  done: Promise<TotalUsage>;
  /** Ends the answer: nobody waits for it any more. */
  abandon(): void;
  /** Ends it at the caller's word. */
  cancel(): void;
};

export type AnswerOptions = {
  n: number;
  user?: string | undefined;
  onEvent(index: number, event: ChoiceEvent): void;
  /** Keeps a finished answer. True: it has counted the usage. */
  keep?: ((answered: Answered) => Promise<boolean>) | undefined;
};
export type Answered = { choices: Choice[]; sources: SourcePart[]; total: TotalUsage; model: string };

/**
 * Answers a request under the caller's key: reserves what it can take, generates, charges what it took and counts it.
 * It ends when the caller leaves, when the key is revoked, and when the server stops.
 * @throws 429 when the key has no quota left for it
 */
export async function answerMetered(
  call: DialectCall,
  scope: Scope,
  project: ProjectRecord,
  given: GivenRequest,
  options: AnswerOptions,
): Promise<Answering> {
  const abort = new AbortController();
  const { n } = options;
  const { model, maxTokens } = given.request;
  const meter = await openMeters(call.key, {
    model,
    promptTokens: given.promptTokens * n,
    completionTokens: maxTokens * n,
    user: options.user,
    end: () => abort.abort(wrongKey(`${call.key.prefix}***${call.key.last4}`)),
  });
  call.allowance = meter.allowance;
  if (isRefused(meter)) throw overLimit(meter.refusal);

  const abandon = () => abort.abort(new DOMException("The caller left", "AbortError"));
  const cancel = () =>
    abort.abort(new DialectError(400, "The response was cancelled.", { code: "response_cancelled" }));
  const { signal } = call.request;
  if (signal.aborted) abandon();
  else signal.addEventListener("abort", abandon, { once: true });
  const untrack = trackAnswer(() =>
    abort.abort(new DialectError(503, "The server is stopping; try again shortly.")),
  );

  const opened = Promise.withResolvers<void>();
  let generation: Generation | null = null;
  try {
    const { request, sources } = await given.prepare(abort.signal);
    const capped: GenerationRequest = { ...request, maxTokens: Math.ceil(meter.completionTokens / n) };
    generation = new Generation(capped, n);
    const running = generation;
    const finish = async () => {
      const total = running.total();
      const { model } = running;
      await meter.charge(total?.usage ?? null, model);
      if (!total) return;
      const complete = running.choices.every(({ finishReason }) => finishReason !== null);
      const answered = { choices: running.choices, sources, total, model };
      const kept = complete && options.keep ? await options.keep(answered) : false;
      await countUsage(scope, project, call, model, total, kept);
    };
    const done = running
      .run({ open: opened.resolve, event: options.onEvent }, abort.signal)
      .catch((error) => {
        throw abort.signal.aborted ? abort.signal.reason : error;
      })
      .finally(() => {
        signal.removeEventListener("abort", abandon);
        untrack();
        return finish();
      })
      .then(() => running.total() ?? NOTHING);
    done.catch(opened.reject);
    // Whoever waits handles it; a caller that left does not.
    opened.promise.catch(() => {});
    keepAlive(done.catch(() => {}));
    return { generation, sources, opened: opened.promise, done, abandon, cancel };
  } catch (error) {
    untrack();
    await meter.charge(null);
    throw error;
  }
}

const NOTHING: TotalUsage = {
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  details: { prompt: {}, completion: {} },
};

async function countUsage(
  scope: Scope,
  project: ProjectRecord,
  call: DialectCall,
  model: string,
  { usage }: TotalUsage,
  kept: boolean,
): Promise<void> {
  const { key } = call;
  const entry = {
    id: newId(),
    projectId: project.id,
    model,
    keyId: key.id,
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
  };
  try {
    const { usage: sums, keys } = await getStore();
    const { id: _id, ...own } = entry;
    const day = isoDay(Date.now());
    await keys.addUsage(key.ownerId, { ...own, keyName: key.name, day });
    if (!kept) await sums.add(scope, entry, Date.now());
  } catch (err) {
    log().warn({ err, keyId: key.id }, "usage could not be counted");
  }
}
