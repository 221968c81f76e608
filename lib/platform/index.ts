export { afterCommit, readAfterCommit } from "./after-commit";
export { decodedBody } from "./decoded-body";
export { EndableStream, type Sink } from "./endable-stream";
export {
  checkedUrl,
  GuardError,
  type GuardedRequest,
  guardedAgents,
  guardedFetch,
  isGuardError,
} from "./guarded-fetch";
export { keepAlive } from "./keep-alive";
export { perProcess } from "./per-process";
export { onPing, PING } from "./ping";
export { atShutdown, holdOpen } from "./shutdown";
export { inTime, wait } from "./wait";
