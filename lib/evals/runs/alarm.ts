import { type EvalRunRecord, getStore, type Scope } from "@/lib/store";
import { compareSides } from "../statistics/compare";
import { pairsOf } from "./outcome";

/** Nightly runs that are looked back through for one of the same content. */
const LOOK_BACK = 50;

/**
 * Whether a nightly run does worse than the last good one of the very same content: then something outside changed, most likely
 * the provider. Null: no.
 */
export async function alarmOf(scope: Scope, run: EvalRunRecord): Promise<string | null> {
  const { evalRuns } = await getStore();
  const [side] = run.spec.sides;
  const { items } = await evalRuns.list(scope, run.projectId, {
    limit: LOOK_BACK,
    setId: run.setId,
    kind: "nightly",
  });
  // The last good night: an alarm lasts until it is as good as that again.
  const before = items.find(({ id, status, spec, outcome }) => {
    const [other] = spec.sides;
    return (
      id !== run.id &&
      status === "done" &&
      !outcome?.alarm &&
      spec.setRevision === run.spec.setRevision &&
      other?.configId === side?.configId &&
      other?.fingerprint === side?.fingerprint
    );
  });
  if (!before) return null;
  const [now, then] = [await evalRuns.resultsOf(run.id), await evalRuns.resultsOf(before.id)];
  const results = [...now, ...then.map((result) => ({ ...result, side: "baseline" }))];
  const { verdict } = compareSides(pairsOf(run.spec.cases, results), run.spec.repeats);
  if (verdict !== "worse") return null;
  return "Unchanged content does worse than on the last good night: nothing here changed, so the provider or its model probably did.";
}
