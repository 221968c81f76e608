export type { DialectCall } from "./call";
export { countRequest } from "./count-request";
export { toDialect } from "./errors";
export { answerMetered } from "./metered";
export { dialectRoutes } from "./routes";
export { serveDialect } from "./serve";
