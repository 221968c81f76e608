import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { env } from "@/lib/env";
import { unparsableAnswer } from "./unparsable";

type Connection = { address: string; taken: number; open: number; deadline: NodeJS.Timeout | undefined };

/**
 * Then the connection is closed, as the answer before says. Node begins all requests that come in one packet at once: two
 * thousand short ones fit, and the limits of a client that waits for its answers would not hold.
 */
const REQUESTS_PER_CONNECTION = 100;

const servers = new WeakSet<Server>();
const connections = new WeakMap<Socket, Connection>();
const perAddress = new Map<string, number>();

/**
 * Bounds what one connection may take, by our own clocks: Node looks for late headers and bodies every 30 seconds only.
 * A header must be there `HEADER_TIMEOUT_MS` after the connection (or the answer before it and `IDLE_TIMEOUT_MS`), a
 * body within `BODY_TIMEOUT_MS`. More than `MAX_CONNECTIONS` are not accepted, nor more than
 * `MAX_CONNECTIONS_PER_ADDRESS` from one address where no proxy hides who is who.
 */
export function guardConnections(): void {
  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket };
    const server: unknown = Reflect.get(socket, "server");
    if (server instanceof Server) accept(server, socket);
  });
}

/** Call for each request, with its response, before anybody reads it. */
export function guardRequest(server: Server, request: IncomingMessage, response: ServerResponse): void {
  settings(server);
  // Nothing here is ever upgraded. The request is answered as if the header were not there (RFC 9110, 7.8).
  if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  const { socket } = request;
  const connection = connections.get(socket) ?? track(socket);
  connection.open += 1;
  connection.taken += 1;
  if (connection.taken >= REQUESTS_PER_CONNECTION) response.shouldKeepAlive = false;
  clearTimeout(connection.deadline);
  if (!request.complete) {
    // A body that is there already when the time is up only waits for its reader.
    connection.deadline = after(env().BODY_TIMEOUT_MS, () => {
      if (!request.complete) refuse(socket, response.headersSent);
    });
  }
  response.once("close", () => {
    connection.open -= 1;
    if (connection.open > 0 || socket.destroyed) return;
    clearTimeout(connection.deadline);
    connection.deadline = after(env().IDLE_TIMEOUT_MS + env().HEADER_TIMEOUT_MS, () => refuse(socket, false));
  });
}

/** Once per server: the limits that Node holds itself, and no listener that would keep an upgraded socket. */
function settings(server: Server): void {
  if (servers.has(server)) return;
  servers.add(server);
  const { HEADER_TIMEOUT_MS, IDLE_TIMEOUT_MS, BODY_TIMEOUT_MS, MAX_CONNECTIONS, NODE_ENV } = env();
  // Without a listener Node treats an upgrade as the plain request it also is. `next dev` needs its own.
  if (NODE_ENV !== "development") server.removeAllListeners("upgrade");
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  server.keepAliveTimeout = IDLE_TIMEOUT_MS;
  server.headersTimeout = HEADER_TIMEOUT_MS;
  server.requestTimeout = HEADER_TIMEOUT_MS + BODY_TIMEOUT_MS;
}

function accept(server: Server, socket: Socket): void {
  settings(server);
  const connection = track(socket);
  const { TRUST_PROXY, MAX_CONNECTIONS_PER_ADDRESS, HEADER_TIMEOUT_MS } = env();
  if (TRUST_PROXY === 0 && (perAddress.get(connection.address) ?? 0) > MAX_CONNECTIONS_PER_ADDRESS) {
    socket.destroy();
    return;
  }
  connection.deadline = after(HEADER_TIMEOUT_MS, () => refuse(socket, false));
}

function track(socket: Socket): Connection {
  const connection: Connection = {
    address: socket.remoteAddress ?? "",
    taken: 0,
    open: 0,
    deadline: undefined,
  };
  connections.set(socket, connection);
  perAddress.set(connection.address, (perAddress.get(connection.address) ?? 0) + 1);
  socket.once("close", () => {
    clearTimeout(connection.deadline);
    const left = (perAddress.get(connection.address) ?? 1) - 1;
    if (left > 0) perAddress.set(connection.address, left);
    else perAddress.delete(connection.address);
  });
  return connection;
}

function after(ms: number, then: () => void): NodeJS.Timeout {
  return setTimeout(then, ms).unref();
}

/** Says 408 where an answer has not begun, and closes for good: a half-closed socket is a socket. */
function refuse(socket: Socket, answered: boolean): void {
  if (answered || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.write(unparsableAnswer("ERR_HTTP_REQUEST_TIMEOUT"), () => socket.destroy());
}
