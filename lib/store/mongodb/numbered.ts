import type { Collection, Document, Filter, OptionalUnlessRequiredId } from "mongodb";
import { AppError } from "@/lib/errors";
import { isDuplicateKey } from "./errors";

type Numbered = Document & { _id: string; slot: number };

/**
 * Inserts a document into one of `limit` numbered places, which a unique index on (group, slot) keeps apart: however
 * many callers race, in however many processes, never more than `limit` succeed, and a crash leaves no count wrong.
 * @throws `limit_reached` when every place is taken.
 */
export function insertNumbered<T extends Numbered>(
  collection: Collection<T>,
  group: Filter<T>,
  limit: number,
  doc: Omit<T, "slot">,
  first = 0,
): Promise<T> {
  return takeNumber(collection, group, limit, first, async (slot) => {
    const placed = { ...doc, slot } as unknown as T;
    await collection.insertOne(placed as OptionalUnlessRequiredId<T>);
    return placed;
  });
}

/** The same for a document that is there: `take` writes the place, counted from `first`, and fails where it is taken. */
export async function takeNumber<T extends Numbered, R>(
  collection: Collection<T>,
  group: Filter<T>,
  limit: number,
  first: number,
  take: (slot: number) => Promise<R>,
): Promise<R> {
  for (;;) {
    const rows = await collection.find(group, { projection: { slot: 1, _id: 0 } }).toArray();
    if (rows.length >= limit) throw new AppError("limit_reached");
    const taken = new Set(rows.map((row) => row.slot));
    const free = Array.from({ length: limit }, (_, place) => first + place).filter(
      (slot) => !taken.has(slot),
    );
    // A random one: racing callers rarely want the same.
    const slot = free[Math.floor(Math.random() * free.length)];
    if (slot === undefined) throw new AppError("limit_reached");
    try {
      return await take(slot);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
