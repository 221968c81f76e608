import type { KeyAllowance, KeyRecord, KeyRefusal } from "@/lib/store";
import { isRefused, type KeyMeter, type MeterWish, openMeter } from "./key-meter";
import { isQuotaRefused, openQuota } from "./quota-meter";

const NO_WINDOWS: KeyAllowance = { requests: null, tokens: null };

/** Reserves what a request can take on its key and on the quota of the key's maker. */
export async function openMeters(
  key: KeyRecord,
  wish: MeterWish,
): Promise<KeyMeter | { refusal: KeyRefusal; allowance: KeyAllowance }> {
  const quota = await openQuota(key.ownerId, wish);
  if (isQuotaRefused(quota)) return { refusal: quota.refusal, allowance: NO_WINDOWS };
  if (!quota) return openMeter(key, wish);
  let meter: KeyMeter | { refusal: KeyRefusal; allowance: KeyAllowance } | null = null;
  try {
    meter = await openMeter(key, wish);
  } finally {
    if (!meter || isRefused(meter)) await quota.charge(null);
  }
  if (isRefused(meter)) return meter;
  const { charge, completionTokens, allowance } = meter;
  return {
    allowance,
    completionTokens: Math.min(completionTokens, quota.completionTokens),
    charge: async (usage, answeredBy) => {
      await Promise.all([charge(usage, answeredBy), quota.charge(usage, answeredBy)]);
    },
  };
}
