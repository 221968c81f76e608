import { once } from "node:events";
import { serveReading } from "./reader-core.ts";
import type { ReadRequest } from "./reader-protocol.ts";

/** Reads one file in a process of its own and ends: whatever a hostile file does to its memory goes with it. */
process.once("message", async (request: ReadRequest) => {
  await serveReading(request, {
    say: (message) => process.send?.(message),
    taken: () => once(process, "message"),
  });
  process.disconnect();
});
