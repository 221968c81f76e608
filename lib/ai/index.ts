export { projectAccount } from "./connections/account";
export type { Account } from "./connections/account-type";
export {
  changeConnection,
  createConnection,
  deleteConnection,
  listConnections,
} from "./connections/administer";
export { resealKeys } from "./connections/keys";
export { listOwnKeys, putOwnKey, removeOwnKey } from "./connections/own-keys";
export { defaultModel, effectiveModel, hasProvider, providerOf, routeOf } from "./connections/route";
export { listConnectionModels, testConnection } from "./connections/test-connection";
export { costOf, dollars } from "./cost";
export { EMBEDDING_BATCH, embed, embeddingModel } from "./embeddings";
export { givenNames, listModels, providersDown } from "./models";
export { contextWindowOf, DEMO_MODEL } from "./models-listed";
export { modelSees } from "./offered-models";
export { completeWithProvider } from "./provider";
export { completionLimits } from "./provider-config";
export { forgetAtProvider, shareWithProvider } from "./provider-copies";
export { busyFor, replyFailure } from "./provider-error";
export { approximateTokens, countTokens, MESSAGE_OVERHEAD, maxTokensOf } from "./tokens";
export {
  type GenerationParameters,
  type GenerationRequest,
  type GenerationResult,
  type GenerationSink,
  type Picture,
  type PromptMessage,
  type ToolCall,
  type ToolCallDelta,
  type UsageDetails,
  withoutPictures,
} from "./types";
export { estimateUsage } from "./usage";
export { canSee, isPicture, PICTURE_TOKENS } from "./vision";
export { watchedGenerate as generate } from "./watched-generate";
