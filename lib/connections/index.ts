export { allConnections, enabledConnections, forgetConnections, lastKnownConnections } from "./known";
export { lastKnownPrices, modelPrices, priceOf } from "./prices";
