import type { Collection, Document, Filter, FindOptions } from "mongodb";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Page, PageRequest } from "../types";

type Row = { _id: string } & Record<string, unknown>;

/**
 * What comes after a page's last row, in the order of `field` and, among ties, of the id. The plain bound is where the
 * index begins: with the alternatives alone, MongoDB reads all rows before the page, or joins two indexes and sorts.
 * @param order 1 or -1, as in `sort`
 */
export function beyond(field: string, [value, id]: readonly [number, unknown], order: 1 | -1): Document {
  const [past, from] = order === 1 ? (["$gt", "$gte"] as const) : (["$lt", "$lte"] as const);
  return { [field]: { [from]: value }, $or: [{ [field]: { [past]: value } }, { _id: { [past]: id } }] };
}

/**
 * One page of what `filter` finds, highest `field` first, ties by id. The cursor is the last row's key, so rows that
 * are added meanwhile neither shift nor repeat anything.
 * @throws `validation_failed` on a bad cursor.
 */
export async function pageBy<T extends { _id: string }>(
  collection: Collection<T>,
  filter: Document,
  field: keyof T & string,
  page: PageRequest,
  options: FindOptions = {},
): Promise<Page<T>> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, ["number", "string"]);
  const bounded = after ? { $and: [filter, beyond(field, after, -1)] } : filter;
  const rows = (await collection
    .find(bounded as Filter<T>, options)
    .sort({ [field]: -1, _id: -1 })
    .limit(page.limit + 1)
    .toArray()) as unknown as T[];
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? (items.at(-1) as unknown as Row | undefined) : undefined;
  return { items, nextCursor: last ? encodeCursor([last[field] as number, last._id]) : null };
}

/** Plain text as a pattern: nothing in it is special. A pattern of MongoDB's can't hold NUL itself. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replaceAll("\0", "\\x00");
}
