/**
 * A wire between a store and its MongoDB server that can be cut at an exact write, as when the process or the network
 * dies there, joined again, or made to swallow everything.
 */
import { connect, createServer, type Server, type Socket } from "node:net";

const HEADER_BYTES = 16;
const OP_MSG = 2013;
const WRITES = new Set(["insert", "update", "delete", "findAndModify"]);

export type Fuse = {
  /** The server's address through this wire; what can't reach it waits two seconds, as a busy server needs that long. */
  uri: string;
  /** Cuts the wire in place of the write number `n` (0: the next one) that is sent from now on. */
  cutAtWrite(n: number): void;
  cut(): Promise<void>;
  join(): Promise<void>;
  /** From now on nothing is answered, though connections are accepted. */
  swallow(): void;
  isCut(): boolean;
  /** Resolves at the cut in place of a write. */
  onCut(): Promise<void>;
  /** Writes that went through since the last {@link cutAtWrite}. */
  writes(): string[];
  close(): Promise<void>;
};

export async function startFuse(target: string): Promise<Fuse> {
  const { host, port } = addressOf(target);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let ownPort = 0;
  let left = Number.POSITIVE_INFINITY;
  let passed: string[] = [];
  let swallowing = false;
  let cutHappened = Promise.withResolvers<void>();

  const cut = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()));
  };

  const serve = (client: Socket) => {
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on("data", (data) => {
      if (!swallowing) client.write(data);
    });
    let pending: Buffer = Buffer.alloc(0);
    client.on("data", (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const frame = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(frame.length);
        const command = commandOf(frame);
        if (WRITES.has(command)) {
          if (left <= 0) {
            void cut();
            cutHappened.resolve();
            return;
          }
          left -= 1;
          passed.push(command);
        }
        upstream.write(frame);
      }
    });
  };

  const join = async () => {
    swallowing = false;
    left = Number.POSITIVE_INFINITY;
    const opening = createServer(serve);
    await new Promise<void>((resolve, reject) => {
      opening.once("error", reject);
      opening.listen(ownPort, "127.0.0.1", resolve);
    });
    server = opening;
    const address = opening.address();
    if (typeof address === "object" && address) ownPort = address.port;
  };

  await join();
  const uri = new URL(target);
  uri.host = `127.0.0.1:${ownPort}`;
  const patience = { serverSelectionTimeoutMS: "2000", connectTimeoutMS: "2000", retryWrites: "false" };
  for (const [name, value] of Object.entries(patience)) uri.searchParams.set(name, value);
  return {
    uri: uri.href,
    cutAtWrite: (n) => {
      left = n;
      passed = [];
      cutHappened = Promise.withResolvers();
    },
    cut,
    join,
    swallow: () => {
      swallowing = true;
    },
    isCut: () => server === null,
    onCut: () => cutHappened.promise,
    writes: () => passed,
    close: cut,
  };
}

function addressOf(uri: string): { host: string; port: number } {
  const { hostname, port } = new URL(uri);
  return { host: hostname, port: Number(port || 27_017) };
}

/** The name of a command is the name of its document's first field. */
function commandOf(frame: Buffer): string {
  if (frame.readInt32LE(12) !== OP_MSG) return "";
  // Header, flags, kind of the section, size of the document, type of the field.
  const start = HEADER_BYTES + 4 + 1 + 4 + 1;
  return frame.toString("latin1", start, frame.indexOf(0, start));
}
