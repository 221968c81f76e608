import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";

/** Whether an account administers the installation. */
export async function isAdmin(userId: string): Promise<boolean> {
  return (await (await getStore()).users.get(userId))?.admin === true;
}

/** @throws forbidden */
export async function requireAdmin(userId: string): Promise<void> {
  if (await isAdmin(userId)) return;
  throw new AppError("forbidden", { message: "Only administrators may do this" });
}
