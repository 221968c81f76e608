import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";
import { recentSettings } from "./installation-settings";
import { hasSecondFactor } from "./second-factor";

/** Whether an account administers the installation. */
export async function isAdmin(userId: string): Promise<boolean> {
  return (await (await getStore()).users.get(userId))?.admin === true;
}

/** Whether somebody has to turn two-step sign-in on before they may administer. */
export async function lacksSecondFactor(userId: string): Promise<boolean> {
  return (await recentSettings()).adminSecondFactor && !(await hasSecondFactor(userId));
}

/** @throws forbidden */
export async function requireAdmin(userId: string): Promise<void> {
  if (!(await isAdmin(userId))) throw refused("Only administrators may do this");
  if (await lacksSecondFactor(userId)) {
    throw refused("Administrators need two-step sign-in here: turn it on for your account first");
  }
}

const refused = (message: string) => new AppError("forbidden", { message });
