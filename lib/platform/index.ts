export { afterCommit, readAfterCommit } from "./after-commit";
export { decodedBody } from "./decoded-body";
export {
  checkedUrl,
  type Guard,
  GuardError,
  type GuardedRequest,
  type GuardFault,
  guardedAgents,
  guardedFetch,
  isGuardError,
} from "./guarded-fetch";
export { keepAlive } from "./keep-alive";
export { perProcess } from "./per-process";
export { onPing, PING } from "./ping";
export { atShutdown, holdOpen } from "./shutdown";
export { inTime, wait } from "./wait";
