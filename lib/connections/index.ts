export { allConnections, enabledConnections, forgetConnections } from "./known";
export { lastKnownPrices, modelPrices, priceOf } from "./prices";
