import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Outlet } from "@/lib/chats/run";

/** Names the response that belongs to a request. Set by the boot hook; a client's own is overwritten. */
export const OUTLET_HEADER = "x-outlet";

const KEY = Symbol.for("chatbot-platform.outlets");
type Holder = { [KEY]?: Map<string, ServerResponse> };

/** On globalThis: the boot hook and the routes are different instances of this module. */
function responses(): Map<string, ServerResponse> {
  const holder = globalThis as Holder;
  holder[KEY] ??= new Map();
  return holder[KEY];
}

/** Remembers the response until it is closed. @returns the name under which a route finds it */
export function offerOutlet(response: ServerResponse): string {
  const name = randomUUID();
  responses().set(name, response);
  response.once("close", () => responses().delete(name));
  return name;
}

/**
 * The way past Next's pipe, which costs a chain of promises for each chunk: a third of what a delta costs. Null where
 * there is no socket of ours: on a serverless platform, in a test that calls the route.
 */
export function takeOutlet(headers: Headers): Outlet | null {
  const name = headers.get(OUTLET_HEADER);
  const response = name ? responses().get(name) : undefined;
  return response ? new ResponseOutlet(response) : null;
}

class ResponseOutlet implements Outlet {
  readonly #response: ServerResponse;
  #room = () => {};

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onOpen(open: () => void): void {
    const response = this.#response;
    const { write } = response;
    // Next's first write comes right after the headers: from then on the order of bytes is ours.
    response.write = ((...args: Parameters<typeof write>) => {
      response.write = write;
      const room = write.apply(response, args);
      open();
      return room;
    }) as typeof write;
  }

  onRoom(room: () => void): void {
    this.#room = room;
  }

  write(bytes: Uint8Array): boolean {
    const response = this.#response;
    const { socket } = response;
    // An empty chunk would end the body.
    if (bytes.length === 0) return true;
    // Gone, and nobody has told the view yet.
    if (response.destroyed || response.writableEnded || socket?.writable === false) return true;
    const plain = response.chunkedEncoding && !response.hasHeader("content-encoding");
    const target = socket && plain ? socket : response;
    const room = target === socket ? socket.write(chunkOf(bytes)) : response.write(bytes);
    if (!room) target.once("drain", () => this.#room());
    return room;
  }
}

/**
 * A chunk as HTTP/1.1 frames it (RFC 9112, 7.1). In one piece it costs half of what `response.write` costs, which hands
 * length, line ends and bytes to the kernel as four.
 */
function chunkOf(bytes: Uint8Array): Uint8Array {
  const length = bytes.length.toString(16);
  const chunk = Buffer.allocUnsafe(length.length + bytes.length + 4);
  chunk.write(`${length}\r\n`, 0, "latin1");
  chunk.set(bytes, length.length + 2);
  chunk.write("\r\n", length.length + 2 + bytes.length, "latin1");
  return chunk;
}
