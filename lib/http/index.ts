export { clientAddress } from "./address";
export { readBytes, readJson, requireJson } from "./body";
export { userAgentOf } from "./device";
export { receiveDocument } from "./document";
export { attachment, download, streamed } from "./download";
export { endpoint, operation, type RouteHandler } from "./endpoint";
export { FOREIGN_METHOD_HEADER, FOREIGN_METHOD_PATH } from "./foreign-method";
export { healthEndpoint } from "./health";
export { addKeyOrigin, addKeyPreflight, requireKeyOrigin } from "./key-origins";
export {
  hitArchive,
  hitGeneral,
  hitLinkPassword,
  hitNewVisitor,
  hitPasswordCheck,
  hitVisit,
  type Quota,
  quotaHeaders,
} from "./limits";
export { receiveFile } from "./multipart";
export { answerAuth, authLimit, withSignInUrl } from "./next-auth";
export { isConfiguredOrigin, isLoopback, isSecure, requestOrigin, requireOwnOrigin } from "./origin";
export { uiStreamResponse, wantsEventStream } from "./reply-stream";
export { report } from "./report";
export { addSecurityHeaders, apiPolicy, lookPolicy } from "./security-headers";
export { sseResponse } from "./sse";
export type { Call } from "./types";
