export { allConnections, enabledConnections, forgetConnections, lastKnownConnections } from "./known";
export { modelName, splitModelName } from "./model-name";
export { lastKnownPrices, modelPrices, priceOf } from "./prices";
