export { checkedUrl, guardedAgents } from "./agents";
export { GuardError, isGuardError } from "./guard-error";
export { type GuardedRequest, guardedFetch } from "./guarded-fetch";
