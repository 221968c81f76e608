import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { installRequestHook } from "@/lib/http/request-hook";
import { setVariables } from "../../support/api";

/** A server like Next's: it keeps the socket of every upgrade, and reads a body before it answers. */
let server: Server;
let undo = () => {};
const held: Socket[] = [];

async function serve(variables: Record<string, string>): Promise<number> {
  undo = setVariables({ NODE_ENV: "test", ...variables });
  installRequestHook();
  server = createServer(async (request, response) => {
    try {
      for await (const _chunk of request);
      response.end("fine");
    } catch {}
  });
  server.on("upgrade", (_request, socket) => held.push(socket as Socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  undo();
  held.length = 0;
});

/** Sends and reads to the end. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString();
  });
  socket.on("error", () => {});
  socket.write(text);
  await once(socket, "close");
  return received;
}

it("answers whoever asks for an upgrade and lets the socket go, from the first request on", async () => {
  const port = await serve({});
  const upgrade = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
  const answers = await Promise.all(Array.from({ length: 200 }, () => exchange(port, upgrade)));
  expect(answers.every((answer) => answer.startsWith("HTTP/1.1 200"))).toBe(true);
  expect(held).toEqual([]);
});

it("gives a header its time and no more", async () => {
  const port = await serve({ HEADER_TIMEOUT_MS: "80" });
  expect(await exchange(port, "GET / HTTP/1.1\r\nHost: x\r\n")).toMatch(/^HTTP\/1\.1 408/);
  expect(await exchange(port, "")).toMatch(/^HTTP\/1\.1 408/);
});

it("gives a body its time and no more", async () => {
  const port = await serve({ BODY_TIMEOUT_MS: "80" });
  const half = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf";
  expect(await exchange(port, half)).toMatch(/^HTTP\/1\.1 408/);
});

it("ends a connection that idles after an answer, or begins a request and stops", async () => {
  const port = await serve({ IDLE_TIMEOUT_MS: "60", HEADER_TIMEOUT_MS: "60" });
  const whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  expect(await exchange(port, whole)).toMatch(/^HTTP\/1\.1 200/);
  expect(await exchange(port, `${whole}GET /second`)).toMatch(/^HTTP\/1\.1 200[\s\S]*HTTP\/1\.1 408/);
});

it("begins a hundred requests of one packet, and none of the others", async () => {
  const port = await serve({});
  let begun = 0;
  server.on("request", () => {
    begun += 1;
  });
  const received = await exchange(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
  expect(begun).toBe(100);
  expect(received.match(/HTTP\/1\.1 200/g)).toHaveLength(100);
});

it("takes so many connections of one address, and so many in all", async () => {
  const port = await serve({ MAX_CONNECTIONS_PER_ADDRESS: "3", HEADER_TIMEOUT_MS: "200" });
  const answers = await Promise.all(Array.from({ length: 6 }, () => exchange(port, "")));
  expect(answers.filter((answer) => answer.includes("408"))).toHaveLength(3);
  expect(answers.filter((answer) => answer === "")).toHaveLength(3);
  expect(server.maxConnections).toBe(5_000);
  server.maxConnections = 0;
  expect(await exchange(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toBe("");
});
