export { checkedUrl, guardedAgents } from "./agents";
export type { Guard, Resolve } from "./destination";
export { GuardError, type GuardFault, isGuardError } from "./guard-error";
export { type GuardedRequest, guardedFetch } from "./guarded-fetch";
