import { invalid } from "@/lib/errors";

/**
 * Opaque list cursors: base64url of a JSON array, the sort key of the last row of a page.
 * @throws `validation_failed` on `cursor` when it is not one we made or has another shape.
 */
export function encodeCursor(key: (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

export function decodeCursor<const T extends readonly ("string" | "number")[]>(
  cursor: string,
  shape: T,
): { -readonly [K in keyof T]: T[K] extends "string" ? string : number } {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(key) && key.length === shape.length && key.every((v, i) => typeof v === shape[i])) {
      return key as { -readonly [K in keyof T]: T[K] extends "string" ? string : number };
    }
  } catch {
    // Not ours: the same answer as any other bad cursor.
  }
  throw invalid("cursor", "cursor is not valid");
}
