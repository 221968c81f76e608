import { createHash } from "node:crypto";
import type { CaseRef } from "@/lib/store";

/** Names the cases of a set as they stand: other cases, or other revisions of them, give another name. */
export function setRevision(cases: readonly CaseRef[]): string {
  const sorted = cases.map(({ id, revision }) => `${id}:${revision}`).sort();
  return createHash("sha256").update(sorted.join("\n")).digest("hex").slice(0, 16);
}
