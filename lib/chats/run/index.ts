export { positionOf } from "../stream/ui-stream";
export { viewRun } from "../stream/view";
export { activeRun, findRun, freeChat, localRun, recoverChat } from "./access";
export { fairStart } from "./fairness";
export { launchRun, mayHaveBegun, whileStale } from "./launch";
export type { RunHandle } from "./registry";
export { stopProjectRuns, stopRun } from "./stop";
export { startRunSweeper, sweepRuns } from "./sweeper";
export type { PreparedRequest } from "./types";
