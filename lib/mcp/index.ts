export { mcpChallenge, mcpResourceMetadata } from "./resource-metadata";
export { serveMcp } from "./serve";
