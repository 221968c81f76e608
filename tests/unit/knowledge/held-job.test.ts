import { expect, it } from "vitest";
import { HeldJob } from "@/lib/knowledge/jobs/held-job";
import type { JobRecord, Store } from "@/lib/store";

it("tells a file's new state at once, more of the same only now and then, and nothing once it has settled", async () => {
  const told: unknown[] = [];
  const store = {
    files: {
      async update(...[, , , patch]: unknown[]) {
        told.push(patch);
        return null;
      },
    },
  } as unknown as Store;
  const job = { id: "j", projectId: "p", fileId: "f" } as JobRecord;
  const held = new HeldJob(store, { ownerId: "u" } as HeldJob["scope"], job, "lease");
  held.report({ status: "reading", progress: 0.1 });
  held.report({ status: "reading", progress: 0.2 });
  held.report({ status: "indexing", progress: 0 });
  await held.flushed();
  held.report({ status: "reading", progress: 1 });
  await held.flushed();
  held.close();
  expect(told).toEqual([
    { status: "reading", progress: 0.1 },
    { status: "indexing", progress: 0 },
  ]);
});
