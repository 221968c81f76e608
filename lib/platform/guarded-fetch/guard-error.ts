const WORDS = {
  address: "The address is not one of http or https.",
  blocked: "The address is not one that may be reached from here.",
  unresolved: "The host's name is not known.",
  redirects: "The server sends on to another address.",
  timeout: "The server took too long.",
  too_large: "The answer is too large.",
  failed: "The server can't be reached.",
} as const;

type GuardFault = keyof typeof WORDS;

/** Why a guarded request came to nothing. Its message is for people and names no address; `cause` is for the log. */
export class GuardError extends Error {
  readonly fault: GuardFault;

  constructor(fault: GuardFault, options?: ErrorOptions) {
    super(WORDS[fault], options);
    this.name = "GuardError";
    this.fault = fault;
  }
}

/** Not `instanceof`: agents are the process's, and Next instantiates this module more than once. */
export const isGuardError = (error: unknown): error is GuardError =>
  error instanceof Error && error.name === "GuardError" && "fault" in error;
