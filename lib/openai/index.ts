export { dialectRoutes } from "./routes";
export { serveDialect } from "./serve";
