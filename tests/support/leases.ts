import { observeLeases } from "@/lib/chats/run/recovery";

/** As if this process had watched for longer than a lease: whoever has not renewed theirs meanwhile is gone. */
export async function letLeasesRunOut(): Promise<void> {
  const now = performance.now();
  for (const ago of [7_500, 5_000, 2_500, 0]) await observeLeases(now - ago);
}
