import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { MessagePart } from "@/lib/schemas";
import { getStore, type RunEventRecord, type RunRecord } from "@/lib/store";
import { LEASE_MS, readEvents } from "./journal";
import { PartsBuilder } from "./parts-builder";
import { registry } from "./registry";
import type { RunEvent } from "./types";

/**
 * Ends a run whose process is gone: its text is kept, its chat set free. Does nothing while the lease holds, for a
 * run of this process, and when another process is quicker. True when this call did it.
 */
export async function recoverRun(run: RunRecord, now: number = Date.now()): Promise<boolean> {
  if (run.status !== "active" || run.leaseUntil >= now || registry().live.has(run.id)) return false;
  const store = await getStore();
  const lease = newId();
  const leaseUntil = now + LEASE_MS;
  if (!(await store.runs.takeOver(run.id, run.lease, lease, leaseUntil, now))) return false;
  const [message, events] = await Promise.all([
    store.runs.messageOf(run.id, lease),
    store.runs.eventsOf(run.id, lease),
  ]);
  const built = rebuild(events, message?.parts ?? []);
  const status = run.stopRequestedAt === null ? "interrupted" : "stopped";
  const finish: RunEvent = {
    type: "finish",
    status,
    finishReason: status === "stopped" ? "stopped" : "other",
  };
  built.apply(finish);
  const [result] = await store.runs.flush([
    {
      runId: run.id,
      lease,
      leaseUntil,
      events: [{ seq: (events.at(-1)?.seq ?? 0) + 1, data: JSON.stringify([finish]) }],
      message: { parts: built.parts(), finishReason: finish.finishReason },
      finish: { status, errorCode: null },
    },
  ]);
  log().info({ runId: run.id, status }, "recovered a reply whose process is gone");
  if (!result?.accepted) return false;
  registry().onRecovered?.(run);
  return true;
}

/** The log is newer than the message, which is written only every few seconds. */
function rebuild(events: RunEventRecord[], stored: MessagePart[]): PartsBuilder {
  const built = new PartsBuilder();
  for (const { data } of events) for (const event of readEvents(data)) built.apply(event);
  if (events.length === 0) {
    built.apply({
      type: "start",
      messageId: "",
      chatId: "",
      parentId: null,
      model: "",
      createdAt: "",
      parts: stored,
    });
  }
  return built;
}
