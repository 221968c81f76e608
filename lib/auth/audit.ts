import { log } from "@/lib/log";
import { type AuditRecord, getStore } from "@/lib/store";

type Entry = Pick<AuditRecord, "actorId" | "action"> &
  Partial<Pick<AuditRecord, "targetId" | "detail" | "address">>;

/** Adds to the installation's log. What could not be noted undoes nothing: it is said in the operator's log. */
export async function audit({
  actorId,
  action,
  targetId = null,
  detail = {},
  address = null,
}: Entry): Promise<void> {
  try {
    const { installation } = await getStore();
    await installation.addAudit({ at: Date.now(), actorId, action, targetId, detail, address });
  } catch (err) {
    log().error({ err, action, actorId, targetId }, "the audit log was not written");
  }
}
