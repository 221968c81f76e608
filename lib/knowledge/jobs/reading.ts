import { after } from "next/server";
import { drainQueue } from "@/lib/knowledge/jobs/loop";
import { type FileRecord, getStore, type Scope } from "@/lib/store";

/** Puts a file up for reading and begins. Where functions end with their response, this one is held until it is done. */
export async function enqueueRead(scope: Scope, file: Pick<FileRecord, "id" | "projectId">): Promise<void> {
  const { clock, jobs } = await getStore();
  await jobs.enqueue(scope, file.projectId, file.id, "read", await clock());
  const work = drainQueue();
  try {
    after(work);
  } catch {
    // Not in a request (a test, a script): the loop goes on by itself.
  }
}
