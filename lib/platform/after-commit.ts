import { log } from "@/lib/log";

/**
 * Work that follows what is written already and that somebody makes up for when it fails. The caller is told of what was
 * written: told of a failure they would do it again. Never rejects.
 */
export async function afterCommit(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (err) {
    log().warn({ err, what }, "what follows a change failed; the change stands");
  }
}
