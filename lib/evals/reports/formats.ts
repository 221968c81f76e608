import Papa from "papaparse";
import type { EvalResultRecord, Scope } from "@/lib/store";
import { type Report, type ReportCase, readReport } from "./report";

export type ReportFormat = "json" | "junit" | "csv" | "md";
type FileFormat = Exclude<ReportFormat, "json">;
export type WrittenReport =
  | { format: "json"; data: ReturnType<typeof asJson> }
  | { format: FileFormat; filename: string; mediaType: string; body: string };

const FORMS: Record<FileFormat, { extension: string; mediaType: string; write(report: Report): string }> = {
  junit: { extension: "xml", mediaType: "application/xml", write: asJunit },
  csv: { extension: "csv", mediaType: "text/csv", write: asCsv },
  md: { extension: "md", mediaType: "text/markdown", write: asMarkdown },
};

/** @throws not_found */
export async function writeReport(
  scope: Scope,
  projectId: string,
  runId: string,
  format: ReportFormat,
): Promise<WrittenReport> {
  const report = await readReport(scope, projectId, runId);
  if (format === "json") return { format, data: asJson(report) };
  const { extension, mediaType, write } = FORMS[format];
  return { format, filename: `report-${runId}.${extension}`, mediaType, body: write(report) };
}

function asJson({ run, cases, calibration }: Report) {
  const shown = cases.map(({ id, name, question, change, candidate, baseline }) => ({
    id,
    name,
    question,
    change,
    candidate: sideOf(candidate),
    baseline: baseline && sideOf(baseline),
  }));
  return { run, cases: shown, calibration };
}

const sideOf = ({ passes, trials, errors, results }: ReportCase["candidate"]) => ({
  passes,
  trials,
  errors,
  results: results.map(({ repeat, verdict, output, checks, passages, cost, totalMs, error }) => ({
    repeat,
    verdict,
    output,
    checks,
    passages: passages.map(({ hash, rank, filename }) => ({ hash, rank, filename })),
    cost,
    totalMs,
    error,
  })),
});

/**
 * JUnit as Jenkins, GitLab and GitHub's reporters read it: a test case per repeat of the candidate, `failure` for a check that
 * fails, `error` where nothing could be judged, `skipped` without a verdict.
 */
function asJunit({ run, cases }: Report): string {
  const trials = cases.flatMap((entry) => entry.candidate.results.map((result) => ({ entry, result })));
  const of = (wanted: string) => trials.filter(({ result }) => result.verdict === wanted).length;
  const seconds = (ms: number) => (ms / 1_000).toFixed(3);
  const time = seconds(trials.reduce((sum, { result }) => sum + (result.totalMs ?? 0), 0));
  const counts = `tests="${trials.length}" failures="${of("fail")}" errors="${of("error")}" skipped="${of("skipped")}"`;
  const lines = trials.map(({ entry, result }) => {
    const name = xml(run.repeats > 1 ? `${entry.name} #${result.repeat + 1}` : entry.name);
    const open = `    <testcase classname="${xml(run.testSetName)}" name="${name}" time="${seconds(result.totalMs ?? 0)}">`;
    return `${open}${verdictTag(result)}<system-out>${xml(result.output)}</system-out></testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(run.testSetName)}" ${counts} time="${time}">`,
    `  <testsuite name="${xml(run.testSetName)}" ${counts} time="${time}" timestamp="${run.createdAt}">`,
    ...lines,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function verdictTag(result: EvalResultRecord): string {
  const message = xml(reasonsOf(result));
  if (result.verdict === "fail") return `<failure message="${message}" type="check">${message}</failure>`;
  if (result.verdict === "error") return `<error message="${message}" type="error">${message}</error>`;
  return result.verdict === "skipped" ? `<skipped message="${message}"/>` : "";
}

function reasonsOf({ checks, error, verdict }: EvalResultRecord): string {
  if (error !== null) return error;
  const said = checks
    .filter((check) => check.verdict === verdict)
    .map(({ type, reason }) => `${type}: ${reason}`);
  return said.join("; ") || "No check decides";
}

/** What XML 1.0 may not hold, not even escaped, is left out. https://www.w3.org/TR/xml/#charsets */
function xml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
  );
}

function asCsv({ cases }: Report): string {
  const rows = cases.flatMap(({ id, name, change, candidate, baseline }) =>
    [...candidate.results, ...(baseline?.results ?? [])].map((result) => ({
      case: id,
      name,
      change,
      side: result.side,
      repeat: result.repeat + 1,
      verdict: result.verdict,
      reasons: reasonsOf(result),
      cost: result.cost ?? "",
      milliseconds: result.totalMs === null ? "" : Math.round(result.totalMs),
      answer: result.output,
    })),
  );
  // Spreadsheets take what begins like this for a formula.
  return `${Papa.unparse(rows, { escapeFormulae: true, newline: "\n" })}\n`;
}

function asMarkdown({ run, cases }: Report): string {
  const changed = cases.filter(({ change }) => change !== "same");
  const rates = ({ passes, trials, errors }: ReportCase["candidate"]) =>
    `${passes}/${trials}${errors > 0 ? ` (${errors} errors)` : ""}`;
  const rows = changed
    .slice(0, 200)
    .map(
      ({ name, change, candidate, baseline }) =>
        `| ${change} | ${cell(name)} | ${rates(candidate)} | ${baseline ? rates(baseline) : "–"} | ${cell(candidate.results[0] ? reasonsOf(candidate.results[0]) : "")} |`,
    );
  const rules = run.gate.map(({ rule, ok, detail }) => `- ${ok ? "✓" : "✗"} **${rule}**: ${detail}`);
  return [
    `# ${run.testSetName}`,
    "",
    run.sentence ?? `The run is ${run.status}.`,
    "",
    ...(rules.length > 0 ? ["## Gate", "", ...rules, ""] : []),
    "## What changed",
    "",
    ...(rows.length > 0
      ? ["| | Case | Candidate | Baseline | Reasons |", "|---|---|---|---|---|", ...rows]
      : ["Nothing."]),
    "",
  ].join("\n");
}

const cell = (text: string) => text.replace(/\s+/g, " ").replace(/\|/g, "\\|").slice(0, 200);
