import type { Collections } from "./collections";
import { gathered } from "./gather";

/** Small writes that many replies make at the same time, some of them to the same document. */
export type Writes = {
  /** Something was said in a project at this time (epoch ms). */
  active: (said: { projectId: string; at: number }) => Promise<void>;
  /** All that a run's opening brought along is stored. */
  clearOpening: (runId: string) => Promise<void>;
};

export function writesOf(c: Collections): Writes {
  return {
    active: gathered<{ projectId: string; at: number }, void>(async (said) => {
      const latest = new Map<string, number>();
      for (const { projectId, at } of said) latest.set(projectId, Math.max(at, latest.get(projectId) ?? 0));
      const changes = [...latest].map(([_id, at]) => {
        return { updateOne: { filter: { _id }, update: { $max: { activityAt: at } } } };
      });
      await c.projects.bulkWrite(changes, { ordered: false });
      return [];
    }),
    clearOpening: gathered<string, void>(async (ids) => {
      await c.runs.updateMany({ _id: { $in: ids } }, { $set: { opening: null } });
      return [];
    }),
  };
}
