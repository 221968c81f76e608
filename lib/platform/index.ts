export { afterCommit } from "./after-commit";
export { keepAlive } from "./keep-alive";
export { perProcess } from "./per-process";
export { onPing, PING } from "./ping";
export { atShutdown, holdOpen } from "./shutdown";
