import type { Collection, Document, Filter, OptionalUnlessRequiredId } from "mongodb";
import { AppError } from "@/lib/errors";
import { isDuplicateKey } from "./errors";

/**
 * Inserts a document into one of `limit` numbered places, which a unique index on (group, slot) keeps apart: however
 * many callers race, in however many processes, never more than `limit` succeed, and a crash leaves no count wrong.
 * @throws `limit_reached` when every place is taken.
 */
export async function insertNumbered<T extends Document & { _id: string; slot: number }>(
  collection: Collection<T>,
  group: Filter<T>,
  limit: number,
  doc: Omit<T, "slot">,
): Promise<T> {
  for (;;) {
    const rows = await collection.find(group, { projection: { slot: 1, _id: 0 } }).toArray();
    if (rows.length >= limit) throw new AppError("limit_reached");
    const taken = new Set(rows.map((row) => row.slot));
    const free = Array.from({ length: limit }, (_, slot) => slot).filter((slot) => !taken.has(slot));
    // A random one: racing callers rarely want the same.
    const slot = free[Math.floor(Math.random() * free.length)];
    if (slot === undefined) throw new AppError("limit_reached");
    const placed = { ...doc, slot } as unknown as T;
    try {
      await collection.insertOne(placed as OptionalUnlessRequiredId<T>);
      return placed;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
