export type Engine = "sqlite" | "mongodb";
/** Set per Playwright project; a worker's server runs on it. */
export type EngineOptions = { engine: Engine };
