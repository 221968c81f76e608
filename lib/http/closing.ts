import type { Server, ServerResponse } from "node:http";

/** How often connections are closed once the server stops. Milliseconds. */
const CHECK_MS = 50;

const servers = new Set<Server>();
let open = 0;

/**
 * Counts a request until its answer has left. When the process is told to stop, connections without one are closed:
 * Next waits for all of them, and a browser keeps idle ones, or some that never carried a request, for many seconds.
 */
export function closeWhenStopping(server: Server, response: ServerResponse): void {
  open += 1;
  response.once("close", () => {
    open -= 1;
  });
  if (servers.has(server)) return;
  if (servers.size === 0) {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => setInterval(closeIdle, CHECK_MS).unref());
  }
  servers.add(server);
}

function closeIdle(): void {
  for (const server of servers) {
    // Still listening: Next has not heard of the signal yet.
    if (server.listening) continue;
    if (open === 0) server.closeAllConnections();
    else server.closeIdleConnections();
  }
}
