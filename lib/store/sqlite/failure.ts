import { AppError } from "@/lib/errors";

/** Primary result codes: https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOTADB = 26;
/** PERM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: nothing is wrong with the statement. */
const UNUSABLE = new Set([3, 8, 10, 11, 13, 14, 15, 26]);
const CONSTRAINT_UNIQUE = 2067;
const CONSTRAINT_PRIMARYKEY = 1555;
const CONSTRAINT_FOREIGNKEY = 787;

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode : undefined;
}
const primary = (error: unknown) => {
  const code = resultCode(error);
  return code === undefined ? undefined : code & 0xff;
};

/** Another connection holds the lock; the same statement may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  const code = primary(error);
  return code === BUSY || code === LOCKED;
}

/** What is in the file is no database, or no whole one; no waiting helps. Looks at the cause as well. */
export function isDamaged(error: unknown): boolean {
  const code = primary(error) ?? (error instanceof Error ? primary(error.cause) : undefined);
  return code === CORRUPT || code === NOTADB;
}

/** The file or its disk failed: the connection is given up and opened anew by the next call. */
export function isUnusable(error: unknown): boolean {
  const code = primary(error);
  return code !== undefined && UNUSABLE.has(code);
}

export function isUniqueViolation(error: unknown): boolean {
  const code = resultCode(error);
  return code === CONSTRAINT_UNIQUE || code === CONSTRAINT_PRIMARYKEY;
}

export function isForeignKeyViolation(error: unknown): boolean {
  return resultCode(error) === CONSTRAINT_FOREIGNKEY;
}

export function unavailable(cause?: unknown, message?: string): AppError {
  return new AppError("store_unavailable", { cause, ...(message === undefined ? {} : { message }) });
}
