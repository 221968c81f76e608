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

/** The same for what an answer shows beside what was written: it is left out, or as it was before, when it can't be read. */
export async function readAfterCommit<T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (err) {
    log().warn({ err, what }, "what was written could not be read again; the change stands");
    return otherwise;
  }
}
