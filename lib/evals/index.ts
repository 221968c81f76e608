export { createCase, getCase, listCases, removeCase, updateCase } from "./cases";
export { exportCases } from "./exchange/export";
export { importCases } from "./exchange/import";
export { fileImpact } from "./file-impact";
export { caseFromMessage } from "./from-message";
export { type LastAnswer, lastAnswer } from "./last-answer";
export { writeReport } from "./reports/formats";
export {
  type PassageChange,
  type ReportPage,
  type ReportRow,
  type ReportSide,
  type ReportUnclear,
  toReportPage,
} from "./reports/page";
export { readReport } from "./reports/report";
export { startNightly, watchNights } from "./runs/nightly";
export { resultRequest } from "./runs/result-request";
export { cancelRun, getRun, listResults, listRuns, reviewResult, startRun } from "./runs/runs";
export { explainRun } from "./runs/why";
export { startEvals, stopEvals } from "./runs/worker";
export { createTestSet, getTestSet, listTestSets, removeTestSet, updateTestSet } from "./sets";
export { suggestCases } from "./suggestions";
