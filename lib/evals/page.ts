import { invalid } from "@/lib/errors";
import type { PageQuery } from "@/lib/schemas";

/** A page of a list that is read whole: a cursor names the last item of the page before. @throws `validation_failed` on `cursor` */
export function pageOf<T extends { id: string }>(
  items: T[],
  { limit, cursor }: Partial<PageQuery>,
): { items: T[]; nextCursor: string | null } {
  let from = 0;
  if (cursor !== undefined) {
    const last = Buffer.from(cursor, "base64url").toString();
    from = items.findIndex(({ id }) => id === last) + 1;
    if (from === 0) throw invalid("cursor", "cursor is not valid");
  }
  const to = limit === undefined ? items.length : from + limit;
  const shown = items.slice(from, to);
  const end = to < items.length ? shown.at(-1) : undefined;
  return { items: shown, nextCursor: end ? Buffer.from(end.id).toString("base64url") : null };
}
