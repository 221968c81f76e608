export { countError, countJob, countReply, countRequest, metricsText, opensMetrics } from "./metrics";
export { traceReply, traceRequest } from "./traces";
