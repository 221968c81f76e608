import { meterRequest } from "@/lib/auth";
import type { DialectCall } from "./call";
import { overLimit } from "./errors";

/** Counts a request that generates nothing among the key's. @throws 429 */
export async function countRequest(call: DialectCall): Promise<void> {
  const decision = await meterRequest(call.key);
  call.allowance = decision.allowance;
  if (!decision.ok) throw overLimit(decision.refusal);
}
