import type { CaseContent, EvalRun } from "@/lib/schemas";
import { type EvalResultRecord, type EvalRunRecord, getStore, type Scope } from "@/lib/store";
import { calibrationOf } from "../runs/calibration";
import { requireRun } from "../runs/runs";
import { toRun } from "../runs/shapes";
import type { Agreement } from "../statistics/agreement";

export type SideOfCase = { passes: number; trials: number; errors: number; results: EvalResultRecord[] };
export type ReportCase = {
  id: string;
  name: string;
  question: string;
  content: CaseContent | null;
  change: "worse" | "better" | "changed" | "same" | "alone";
  candidate: SideOfCase;
  baseline: SideOfCase | null;
};
export type Report = { run: EvalRun; record: EvalRunRecord; cases: ReportCase[]; calibration: Agreement };

const ORDER = { worse: 0, better: 1, changed: 2, alone: 3, same: 4 } as const;

/** Everything about a run, its cases worse first. @throws not_found */
export async function readReport(scope: Scope, projectId: string, runId: string): Promise<Report> {
  const { evalRuns, testSets } = await getStore();
  const record = await requireRun(scope, projectId, runId);
  const [results, revisions, calibration] = await Promise.all([
    evalRuns.allResults(scope, projectId, runId),
    testSets.revisions(scope, projectId, record.spec.cases),
    calibrationOf(scope, projectId, record.spec),
  ]);
  const contents = new Map(revisions.map(({ id, content }) => [id, content]));
  const byCase = Map.groupBy(results, ({ caseId }) => caseId);
  const cases = record.spec.cases.map(({ id }) =>
    toReportCase(id, contents.get(id) ?? null, byCase.get(id) ?? []),
  );
  return {
    run: toRun(record),
    record,
    cases: cases.toSorted((a, b) => ORDER[a.change] - ORDER[b.change]),
    calibration,
  };
}

function toReportCase(id: string, content: CaseContent | null, results: EvalResultRecord[]): ReportCase {
  const of = (side: string) => results.filter((result) => result.side === side);
  const candidate = sideOf(of("candidate"));
  const before = of("baseline");
  const baseline = before.length > 0 ? sideOf(before) : null;
  const common = { id, name: content?.name ?? "", question: content?.question ?? "", content };
  return { ...common, candidate, baseline, change: changeOf(candidate, baseline) };
}

function sideOf(results: EvalResultRecord[]): SideOfCase {
  const of = (wanted: string) => results.filter(({ verdict }) => verdict === wanted).length;
  return { passes: of("pass"), trials: of("pass") + of("fail"), errors: of("error"), results };
}

function changeOf(candidate: SideOfCase, baseline: SideOfCase | null): ReportCase["change"] {
  if (!baseline) return "alone";
  const rate = ({ passes, trials }: SideOfCase) => (trials === 0 ? null : passes / trials);
  const [now, before] = [rate(candidate), rate(baseline)];
  if (now !== null && before !== null && now !== before) return now < before ? "worse" : "better";
  if (candidate.errors !== baseline.errors) return "changed";
  const texts = (side: SideOfCase) =>
    side.results
      .map(({ output }) => output.trim())
      .sort()
      .join("\n\0");
  return texts(candidate) === texts(baseline) ? "same" : "changed";
}
