import type { Calibration, CheckResult, CheckVerdict, EvalRun } from "@/lib/schemas";
import type { EvalResultRecord } from "@/lib/store";
import type { Report, ReportCase } from "./report";

export type PassageChange = {
  hash: string;
  filename: string;
  text: string;
  before: number | null;
  after: number | null;
};
export type ReportSide = {
  passes: number;
  trials: number;
  errors: number;
  output: string;
  verdict: CheckVerdict;
  error: string | null;
  checks: CheckResult[];
  resultId: string;
  review: boolean | null;
};
export type ReportRow = {
  id: string;
  name: string;
  question: string;
  change: ReportCase["change"];
  candidate: ReportSide | null;
  baseline: ReportSide | null;
  passages: PassageChange[];
};
/** An answer of which the judge could not tell. */
export type ReportUnclear = { caseId: string; name: string; side: string; output: string; reason: string };
export type ReportPage = {
  run: EvalRun;
  rows: ReportRow[];
  /** Of all changed cases those from `from` on, as many as a page shows. */
  changed: number;
  from: number;
  same: number;
  unclear: ReportUnclear[];
  calibration: Calibration;
};

const UNCLEAR_SHOWN = 50;
const ROWS = 50;
/** Of one answer (UTF-16 units); the whole of it is in the results. */
const OUTPUT_SHOWN = 20_000;

/** As much of a report as its page shows: changed cases alone, one answer of each side. */
export function toReportPage({ run, cases, calibration }: Report, from: number): ReportPage {
  const changed = cases.filter(({ change }) => change !== "same");
  const shown = changed.slice(from, from + ROWS);
  return {
    run,
    same: cases.length - changed.length,
    unclear: cases.flatMap(unclearIn).slice(0, UNCLEAR_SHOWN),
    calibration,
    changed: changed.length,
    from,
    rows: shown.map(({ id, name, question, change, candidate, baseline }) => {
      const [now, before] = [telling(candidate), baseline && telling(baseline)];
      return {
        id,
        name,
        question,
        change,
        candidate: now && sideOf(candidate, now),
        baseline: baseline && before ? sideOf(baseline, before) : null,
        passages: now && before ? passageChanges(before, now) : [],
      };
    }),
  };
}

function unclearIn({ id, name, candidate, baseline }: ReportCase): ReportUnclear[] {
  return [...candidate.results, ...(baseline?.results ?? [])].flatMap(({ checks, side, output }) => {
    const check = checks.find(({ unclear }) => unclear);
    return check ? [{ caseId: id, name, side, output: output.slice(0, 300), reason: check.reason }] : [];
  });
}

/** The answer that shows what the counts say: one that fails, if one does. */
const telling = ({ results }: ReportCase["candidate"]): EvalResultRecord | null =>
  results.find(({ verdict }) => verdict === "fail" || verdict === "error") ?? results[0] ?? null;

const sideOf = (side: ReportCase["candidate"], result: EvalResultRecord): ReportSide => ({
  passes: side.passes,
  trials: side.trials,
  errors: side.errors,
  output: result.output.slice(0, OUTPUT_SHOWN),
  verdict: result.verdict,
  error: result.error,
  checks: result.checks,
  resultId: result.id,
  review: result.review?.agree ?? null,
});

/** Passages that entered, left or moved. */
function passageChanges(before: EvalResultRecord, after: EvalResultRecord): PassageChange[] {
  const old = new Map(before.passages.map((passage) => [passage.hash, passage]));
  const now = new Map(after.passages.map((passage) => [passage.hash, passage]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((hash) => {
    const [was, is] = [old.get(hash), now.get(hash)];
    const shown = is ?? was;
    if (!shown || was?.rank === is?.rank) return [];
    const { filename, text } = shown;
    return [{ hash, filename, text: text.slice(0, 200), before: was?.rank ?? null, after: is?.rank ?? null }];
  });
}
