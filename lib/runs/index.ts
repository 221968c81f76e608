export { activeRun, findRun, localRun, type RunHandle, settleChat } from "./access";
export { keepAlive } from "./keep-alive";
export { launchRun } from "./launch";
export { holdOpen } from "./registry";
export { stopProjectRuns, stopRun } from "./stop";
export { shutdownRuns, startRunSweeper, sweepRuns } from "./sweeper";
export type { PreparedRequest, RunOutcome, SourcePart } from "./types";
export { positionOf } from "./ui-stream";
export { type Outlet, onPing, type ReplyView, viewRun } from "./view";
