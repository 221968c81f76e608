import { perProcess } from "@/lib/platform";
import { getStore, type Quota, type UserRecord } from "@/lib/store";
import { recentSettings } from "./installation-settings";

/** What a change that another process made may take to be seen by a key, whose requests don't read its maker. */
const FRESH_MS = 5_000;
const KNOWN_MAX = 5_000;

type Own = Pick<UserRecord, "quota" | "quotaAt">;
const known = () => perProcess<Map<string, Own & { at: number }>>("quotas", () => new Map());

/** A sign-in has read its person anyway: whoever asks for the quota next need not. */
export function noteQuota({ id, quota, quotaAt }: Pick<UserRecord, "id" | "quota" | "quotaAt">): void {
  if (known().size >= KNOWN_MAX) known().clear();
  known().set(id, { quota, quotaAt, at: Date.now() });
}

async function ownOf(userId: string): Promise<Own> {
  const noted = known().get(userId);
  if (noted && Date.now() - noted.at < FRESH_MS) return noted;
  const user = await (await getStore()).users.get(userId);
  if (!user) return { quota: null, quotaAt: 0 };
  noteQuota(user);
  return user;
}

/** What somebody may use, and from when on that holds: their own, else the installation's. */
export async function effectiveQuota(userId: string): Promise<{ quota: Quota; since: number }> {
  const [own, settings] = await Promise.all([ownOf(userId), recentSettings()]);
  return { quota: own.quota ?? settings.quotas, since: Math.max(own.quotaAt, settings.quotasAt) };
}
