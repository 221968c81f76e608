import {
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from "mongodb";
import { AppError } from "@/lib/errors";
import { inTime } from "@/lib/platform";

/** Names of classes that the driver does not export. */
const UNEXPORTED = new Set(["MongoPoolClosedError", "MongoWaitQueueTimeoutError"]);

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  // A bulk write hides the network's error in its own.
  if (error instanceof MongoServerError && isUnavailable(error.errorResponse)) return true;
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoServerClosedError ||
    error instanceof MongoClientClosedError ||
    error instanceof MongoOperationTimeoutError ||
    UNEXPORTED.has(error.name) ||
    // Elections, shutdowns and write concerns that time out.
    error.hasErrorLabel("RetryableWriteError") ||
    error.hasErrorLabel("RetryableError") ||
    (error instanceof MongoServerError && NOT_PRIMARY.has(Number(error.code)))
  );
}

/** https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml (NotPrimary and shutdown errors) */
const NOT_PRIMARY = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** A unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  // FerretDB reports a clash in an update (not in an insert) as an internal error with SQLite's text.
  return error.code === 11000 || (error.code === 1 && error.message.includes("UNIQUE constraint failed"));
}

export function toAppError(error: unknown): unknown {
  return isUnavailable(error) ? new AppError("store_unavailable", { cause: error }) : error;
}

/** What a request waits for is answered within this time, if only with a 503. Milliseconds. */
const ANSWER_MS = 2_500;

const late = () => new AppError("store_unavailable", { cause: new Error("MongoDB does not answer.") });

/** {@link guarded}, and answered in time: a server that hangs says nothing for as long as its connections live. */
export function prompt<T extends object>(methods: T, patient: (keyof T)[] = []): T {
  const plain = guarded(methods);
  const entries = Object.entries(plain).map(([name, value]) => [
    name,
    typeof value !== "function" || patient.includes(name as keyof T)
      ? value
      : (...args: unknown[]) => inTime(value(...args), ANSWER_MS, late),
  ]);
  return Object.fromEntries(entries) as T;
}

/** The same methods; whatever says that the server is out of reach becomes `store_unavailable`. */
export function guarded<T extends object>(methods: T): T {
  const entries = Object.entries(methods).map(([name, value]) => {
    if (typeof value !== "function") return [name, value];
    return [
      name,
      async (...args: unknown[]) => {
        try {
          return await value.apply(methods, args);
        } catch (error) {
          throw toAppError(error);
        }
      },
    ];
  });
  return Object.fromEntries(entries) as T;
}
