import { flushFaults } from "@/lib/auth";
import type { HealthReport } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { isoDay, isoTime } from "@/lib/time";
import pkg from "@/package.json";

/** How the installation is, for administrators. */
export async function healthReport(now: number = Date.now()): Promise<HealthReport> {
  const store = await getStore();
  const { installation, kind } = store;
  await flushFaults(now);
  const [size, work, faults, backup, retention] = await Promise.all([
    installation.size(),
    installation.work(),
    installation.faults(isoDay(now)),
    installation.state("last-backup"),
    installation.state("last-retention"),
  ]);
  return {
    version: pkg.version,
    node: process.version,
    engine: kind,
    startedAt: isoTime(now - Math.round(process.uptime() * 1_000)),
    size,
    work,
    faults: faults
      .sort((a, b) => b.count - a.count)
      .map(({ lastAt, ...fault }) => ({ ...fault, lastAt: isoTime(lastAt) })),
    lastBackup: backup && { at: isoTime(backup.at), bytes: backup.bytes },
    lastRetention: retention && { at: isoTime(retention.at), chats: retention.chats },
  };
}
