/** A wire between a store and its MongoDB server on which commands and answers are noted, in order; optionally slow. */
import { connect, createServer, type Socket } from "node:net";

const HEADER_BYTES = 16;
const OP_MSG = 2013;
/** What the driver says for itself. */
const OWN = new Set(["hello", "ismaster", "ping", "endSessions", "saslStart", "saslContinue"]);

export type Command = { name: string; collection: string; sent: number; answered: number };
export type Tap = {
  uri: string;
  /** Resolves when nothing has been said for a moment. */
  quiet(): Promise<void>;
  /** Forgets what was noted so far. */
  reset(): void;
  commands(): Command[];
  /**
   * Time that each answer takes longer, but for what the driver says for itself. Milliseconds. With some, commands that do
   * not wait for each other are under way together, however fast the server is and however slow this process.
   */
  delay(ms: number): void;
  close(): Promise<void>;
};

export async function startTap(target: string): Promise<Tap> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let [order, late] = [0, 0];
  let noted: Command[] = [];
  const open = new Map<string, Command>();

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const id = `${Math.random()}`;
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    eachFrame(client, (frame) => {
      const [name, collection] = commandOf(frame);
      if (name && !OWN.has(name)) {
        const command = { name, collection, sent: ++order, answered: Number.POSITIVE_INFINITY };
        open.set(`${id}:${frame.readInt32LE(4)}`, command);
        noted.push(command);
      }
      upstream.write(frame);
    });
    eachFrame(upstream, (frame) => {
      const command = open.get(`${id}:${frame.readInt32LE(8)}`);
      const pass = () => {
        if (command) command.answered = ++order;
        client.write(frame);
      };
      if (command && late > 0) setTimeout(pass, late);
      else pass();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const uri = new URL(target);
  uri.host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    uri: uri.href,
    async quiet() {
      for (let before = -1; before !== order; ) {
        before = order;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    reset: () => {
      noted = [];
    },
    commands: () => noted,
    delay: (ms) => {
      late = ms;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** How many commands waited for each other: those that were under way together count as one. */
export function roundTrips(commands: Command[]): number {
  let [count, end] = [0, 0];
  for (const { sent, answered } of commands.toSorted((a, b) => a.answered - b.answered)) {
    if (sent < end) continue;
    count += 1;
    end = answered;
  }
  return count;
}

function eachFrame(socket: Socket, take: (frame: Buffer) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on("data", (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
      const frame = pending.subarray(0, pending.readInt32LE(0));
      pending = pending.subarray(frame.length);
      take(frame);
    }
  });
}

/** The name of a command is the name of its document's first field, whose value is the collection. */
function commandOf(frame: Buffer): [name: string, collection: string] {
  if (frame.readInt32LE(12) !== OP_MSG) return ["", ""];
  const start = HEADER_BYTES + 4 + 1 + 4 + 1;
  const end = frame.indexOf(0, start);
  const isText = frame[start - 1] === 2;
  return [
    frame.toString("latin1", start, end),
    isText ? frame.toString("latin1", end + 5, frame.indexOf(0, end + 5)) : "",
  ];
}
