import { AsyncLocalStorage } from "node:async_hooks";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { type AuditRecord, getStore } from "@/lib/store";
import type { AuditAction } from "@/lib/text/audit";

type Entry = Pick<AuditRecord, "actorId"> & { action: AuditAction } & Partial<
    Pick<AuditRecord, "targetId" | "detail" | "address">
  >;

const asking = () => perProcess("asking-address", () => new AsyncLocalStorage<string>());

/** What is noted while `work` runs came from this address. */
export const fromAddress = <T>(address: string, work: () => T): T => asking().run(address, work);

/** Adds to the installation's log. What could not be noted undoes nothing: it is said in the operator's log. */
export async function audit({
  actorId,
  action,
  targetId = null,
  detail = {},
  address = asking().getStore() ?? null,
}: Entry): Promise<void> {
  try {
    const { installation } = await getStore();
    await installation.addAudit({ at: Date.now(), actorId, action, targetId, detail, address });
  } catch (err) {
    log().error({ err, action, actorId, targetId }, "the audit log was not written");
  }
}
