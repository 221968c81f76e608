/** Serves handlers over real HTTP, as Next would: clients are used as they are, and a closed connection aborts the request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { NextRequest } from "next/server";
import { afterAll, beforeAll } from "vitest";

type Answer = (request: NextRequest) => Promise<Response | undefined>;

async function answer(handle: Answer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const method = incoming.method ?? "GET";
  const headers = new Headers({ "x-client-address": "192.0.2.1" });
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const hasBody = method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
  const request = new NextRequest(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers,
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as BodyInit, duplex: "half" as const } : {}),
  });
  const response = await handle(request);
  if (!response) return void outgoing.writeHead(501).end();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as NodeStream), outgoing).catch(() => undefined);
}

/** Call inside a `describe` or a file. `origin` has no slash at its end. */
export function httpServer(handle: Answer): { readonly origin: string } {
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return {
    get origin() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}
