import { getStore, type Scope } from "@/lib/store";

/** Releases that answer from a file, newest first: they can't be replayed once it is gone for good. */
export async function releasesWith(scope: Scope, projectId: string, fileId: string): Promise<number[]> {
  const { releases } = await getStore();
  const numbers: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await releases.list(scope, projectId, { limit: 100, cursor });
    for (const { number, files } of page.items) {
      if (files.some(({ id, segmentId }) => id === fileId && segmentId !== null)) numbers.push(number);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return numbers;
}

/** Removes what releases kept of a file that has left the draft. @returns the releases that can't be replayed any more */
export async function forgetFile(scope: Scope, projectId: string, fileId: string): Promise<number[]> {
  const unreplayable = await releasesWith(scope, projectId, fileId);
  await (await getStore()).segments.forget(scope, projectId, fileId);
  return unreplayable;
}
