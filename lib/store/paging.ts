import { encodeCursor } from "./cursor";
import type { Page } from "./types";

/** A page out of one row more than asked for, which tells that there is more. `key`: where the next page goes on. */
export function pageOf<Row, T>(
  rows: Row[],
  limit: number,
  shape: (row: Row) => T,
  key: (last: T, row: Row) => (number | string)[],
): Page<T> {
  const items = rows.slice(0, limit).map(shape);
  const [last, row] = [items.at(-1), rows[limit - 1]];
  const more = rows.length > limit && last !== undefined && row !== undefined;
  return { items, nextCursor: more ? encodeCursor(key(last, row)) : null };
}

/** Everything of a list, one page after the other. */
export async function* allPages<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T[], void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await list(cursor);
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

/** The same, item by item. */
export async function* allItems<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  for await (const items of allPages(list)) yield* items;
}
