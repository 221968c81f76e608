import { isServerProcess } from "@/lib/env";

export async function register(): Promise<void> {
  if (!isServerProcess()) return;
  const { boot } = await import("@/lib/http/boot");
  await boot();
}
