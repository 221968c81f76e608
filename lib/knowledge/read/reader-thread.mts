import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { serveReading } from "./reader-core.ts";
import type { ReadRequest } from "./reader-protocol.ts";

/** Reads one file in a thread and ends. */
const port = parentPort;
if (port) {
  await serveReading(workerData as ReadRequest, {
    say: (message) => port.postMessage(message),
    taken: () => once(port, "message"),
  });
  port.close();
}
