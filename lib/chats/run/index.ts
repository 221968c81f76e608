export { positionOf } from "../stream/ui-stream";
export { viewRun } from "../stream/view";
export { activeRun, findRun, freeChat, localRun, settleChat } from "./access";
export { launchRun } from "./launch";
export type { RunHandle } from "./registry";
export { stopProjectRuns, stopRun } from "./stop";
export { startRunSweeper, sweepRuns } from "./sweeper";
export { nextTurn } from "./turns";
export type { PreparedRequest, RunOutcome, SourcePart } from "./types";
