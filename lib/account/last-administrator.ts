import { AppError, isAppError } from "@/lib/errors";

/** Says why the last administrator stays. */
export function lastStays(error: unknown): never {
  if (!isAppError(error, "limit_reached")) throw error;
  throw new AppError("limit_reached", {
    message: "The last administrator stays: make somebody else one first",
  });
}
