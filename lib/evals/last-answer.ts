import type { PassageRef } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";

/** What the newest run that asked a case was answered. */
export type LastAnswer = { output: string; error: string | null; at: string; passages: PassageRef[] };

/** Runs of the set that are looked through, newest first. */
const LOOK_BACK = 20;
/** Of the answer, and of each passage (UTF-16 units). */
const OUTPUT_SHOWN = 20_000;
const PASSAGE_SHOWN = 500;

/** The candidate's newest answer to a case, with the passages that it was given. Null: it was not asked lately. */
export async function lastAnswer(
  scope: Scope,
  projectId: string,
  setId: string,
  caseId: string,
): Promise<LastAnswer | null> {
  const { evalRuns } = await getStore();
  const { items: runs } = await evalRuns.list(scope, projectId, { limit: LOOK_BACK, setId });
  for (const { id, spec } of runs) {
    if (spec.kind === "why" || !spec.cases.some((ref) => ref.id === caseId)) continue;
    const page = { limit: 1, caseId, side: "candidate" };
    const [result] = (await evalRuns.results(scope, projectId, id, page)).items;
    if (!result) continue;
    const { output, error, createdAt, passages } = result;
    return {
      output: output.slice(0, OUTPUT_SHOWN),
      error,
      at: isoTime(createdAt),
      passages: passages.map(({ hash, rank, fileId, filename, text }) => {
        return { hash, rank, fileId, filename, text: text.slice(0, PASSAGE_SHOWN) };
      }),
    };
  }
  return null;
}
