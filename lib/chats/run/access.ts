import { isMadeBy } from "@/lib/auth";
import { errorMessage } from "@/lib/errors";
import { wait } from "@/lib/platform";
import { forgetReads, getStore, type MessageRecord, type RunRecord, type Scope } from "@/lib/store";
import { RunLog } from "../stream/run-log";
import { LEASE_MS } from "./journal";
import { PartsBuilder } from "./parts-builder";
import { observeLeases, recoverRun } from "./recovery";
import { type LocalRun, type RunHandle, registry } from "./registry";
import { RemoteRun } from "./remote-run";
import { startOf } from "./start-event";
import type { RunEvent } from "./types";

/** How long a write waits for the verdict on a lease: the lease, and two readings. Milliseconds. */
const VERDICT_MS = LEASE_MS + 2_500;
const POLL_MS = 250;

const owns = (scope: Scope, run: LocalRun) => isMadeBy(scope, run.maker);

/** A run by its id; null when there is none of the caller's. */
export async function findRun(scope: Scope, runId: string): Promise<RunHandle | null> {
  const { live, recent, starting } = registry();
  await starting.get(runId);
  const here = live.get(runId) ?? recent.get(runId);
  if (here) return owns(scope, here) ? here : null;
  const store = await getStore();
  const run = await store.runs.get(scope, runId);
  if (!run) return null;
  if (run.status === "active") return followRemote(scope, run);
  const message = await store.messages.get(scope, run.chatId, run.messageId);
  return message && endedRun(run, message);
}

/** The reply that the chat is giving now; null when nothing runs. Recovers one whose process is gone. */
export async function activeRun(scope: Scope, chatId: string): Promise<RunHandle | null> {
  const { byChat, starting } = registry();
  const here = byChat.get(chatId);
  if (here && owns(scope, here)) return here.log.ended ? null : here;
  const run = await activeAfterRecovery(scope, chatId);
  if (!run) return null;
  await starting.get(run.id);
  return registry().live.get(run.id) ?? (await followRemote(scope, run));
}

/** The run that holds the chat, after recovering one that is known to be dead. */
export async function activeAfterRecovery(scope: Scope, chatId: string): Promise<RunRecord | null> {
  const { runs } = await getStore();
  const run = await runs.active(scope, chatId);
  if (!run) return null;
  if (!(await recoverRun(run))) return run;
  forgetReads();
  return runs.active(scope, chatId);
}

/** Before a chat is read: ends a reply whose process is gone. */
export async function recoverChat(scope: Scope, chatId: string): Promise<void> {
  if (!registry().byChat.has(chatId)) await activeAfterRecovery(scope, chatId);
}

/**
 * Before a chat is written to: as {@link recoverChat}, but a run whose lease looks old (by a clock, which is only a hint)
 * is waited for until its owner has renewed it or it is known to be dead: at most a lease and a bit.
 * @returns the run that holds the chat
 */
export async function freeChat(scope: Scope, chatId: string): Promise<RunRecord | null> {
  const { byChat, live } = registry();
  const deadline = performance.now() + VERDICT_MS;
  for (;;) {
    const run = await activeAfterRecovery(scope, chatId);
    if (!run || byChat.has(chatId) || live.has(run.id)) return run;
    if (run.leaseUntil >= Date.now() || performance.now() > deadline) return run;
    await observeLeases();
    await wait(POLL_MS);
    forgetReads();
  }
}

async function followRemote(scope: Scope, run: RunRecord): Promise<RunHandle> {
  const remote = RemoteRun.of(scope, run);
  await remote.follow();
  return remote;
}

/** A run that is over, from its message: the same events at the same positions as its viewers got. */
function endedRun(run: RunRecord, message: MessageRecord): RunHandle {
  const log = new RunLog(run.id);
  const parts = new PartsBuilder();
  const status = run.status === "active" ? "interrupted" : run.status;
  const events: RunEvent[] = [startOf(run, message)];
  if (message.usage) events.push({ type: "usage", usage: message.usage });
  if (run.errorCode) {
    events.push({ type: "error", code: run.errorCode, message: errorMessage("provider_failed") });
  }
  events.push({ type: "finish", status, finishReason: message.finishReason ?? "other" });
  for (const event of events) {
    parts.apply(event);
    log.append(event);
  }
  return {
    runId: run.id,
    chatId: run.chatId,
    messageId: run.messageId,
    log,
    outcome: Promise.resolve(parts.outcome()),
  };
}

/** The run that this process generates for the chat, for reading its message ahead of the store. */
export function localRun(scope: Scope, chatId: string): LocalRun | null {
  const run = registry().byChat.get(chatId);
  return run && owns(scope, run) && !run.log.ended ? run : null;
}
