export { createCase, getCase, listCases, removeCase, updateCase } from "./cases";
export { cancelRun, getRun, listResults, listRuns, reviewResult, startRun } from "./runs/runs";
export { startEvals, stopEvals } from "./runs/worker";
export { createTestSet, getTestSet, listTestSets, removeTestSet, updateTestSet } from "./sets";
