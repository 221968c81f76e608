import { audit } from "@/lib/auth";
import { csvLine } from "@/lib/csv";
import type { AuditEntry, AuditFilterQuery, AuditQuery } from "@/lib/schemas";
import { type AuditFilter, type AuditRecord, allItems, getStore } from "@/lib/store";
import { isoTime } from "@/lib/time";
import type { By } from "./administration";

const DAY_MS = 24 * 60 * 60_000;
const EXPORT_PAGE = 500;

const filterOf = ({ action, actorId, targetId, from, to }: AuditFilterQuery): AuditFilter => ({
  action,
  actorId,
  targetId,
  ...(from === undefined ? {} : { from: Date.parse(from) }),
  // The day is included.
  ...(to === undefined ? {} : { to: Date.parse(to) + DAY_MS }),
});

/** Newest first. */
export async function listAudit({
  limit,
  cursor,
  ...filter
}: AuditQuery): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
  const { installation } = await getStore();
  const { items, nextCursor } = await installation.listAudit({ limit, cursor, ...filterOf(filter) });
  return { entries: await withActors(items), nextCursor };
}

async function withActors(records: AuditRecord[]): Promise<AuditEntry[]> {
  const { usage } = await getStore();
  const ids = [
    ...new Set(records.flatMap(({ actorId, targetId }) => [actorId ?? [], targetId ?? []].flat())),
  ];
  const people = await usage.labels("person", ids);
  return records.map(({ at, actorId, ...rest }) => {
    const { name = "", email = "" } = people.get(actorId ?? "") ?? {};
    const target = people.get(rest.targetId ?? "");
    return {
      ...rest,
      at: isoTime(at),
      actor: actorId === null ? null : { id: actorId, name, email },
      target: target ? { name: target.name, email: target.email ?? "" } : null,
    };
  });
}

const COLUMNS = ["time", "action", "actor", "actor id", "target", "target id", "address", "detail"];

/** What a filter finds as CSV, made while it is read; a spreadsheet runs nothing of it. */
export async function exportAudit(
  by: By,
  filter: AuditFilterQuery,
): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  const named = Object.entries(filter).filter(([, value]) => value !== undefined);
  const detail = Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
  await audit({ ...by, action: "export.audit", detail });
  return csvOf(filterOf(filter));
}

async function* csvOf(filter: AuditFilter): AsyncGenerator<Uint8Array, void, undefined> {
  const { installation } = await getStore();
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine(COLUMNS));
  let page: AuditRecord[] = [];
  const rows = async () => {
    const entries = await withActors(page);
    page = [];
    return encoder.encode(entries.map(rowOf).join(""));
  };
  const all = allItems((cursor) => installation.listAudit({ limit: EXPORT_PAGE, cursor, ...filter }));
  for await (const record of all) {
    page.push(record);
    if (page.length === EXPORT_PAGE) yield await rows();
  }
  if (page.length > 0) yield await rows();
}

function rowOf({ at, action, actor, target, targetId, address, detail }: AuditEntry): string {
  const words = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  const cells = [at, action, actor?.email ?? "", actor?.id ?? "", target?.email ?? "", targetId ?? ""];
  return csvLine([...cells, address ?? "", words.join("; ")]);
}
