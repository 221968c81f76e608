import type { LiveEvent } from "../live";

/** What the shared worker tells its pages. */
export type FeedMessage = { event: LiveEvent } | { connected: boolean };
