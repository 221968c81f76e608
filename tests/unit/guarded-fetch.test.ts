import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetEnv } from "@/lib/env";
import { type GuardedRequest, guardedFetch } from "@/lib/platform";

let server: Server;
let port: number;
let seen: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (_, response) => response.end("hello");
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
  vi.stubEnv("ALLOWED_PRIVATE_HOSTS", "good.test, other.test");
  resetEnv();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

/** `good.test` and `other.test` are the server, whatever else has the address given with it. */
const names =
  (more: Record<string, string[]> = {}) =>
  async (host: string) =>
    more[host] ?? (/^(good|other)\.test$/.test(host) ? ["127.0.0.1"] : []);
const get = (address: string, request: GuardedRequest = {}) =>
  guardedFetch(address, { resolve: names(), ...request });
const fault = (address: string, request: GuardedRequest = {}) =>
  get(address, request).then(
    () => "answered",
    (error: { fault?: string }) => error.fault ?? String(error),
  );
const redirectTo = (location: string, status = 302) => {
  answer = (request, response) =>
    request.url === "/end" ? response.end("end") : response.writeHead(status, { location }).end();
};

describe("an address that somebody else chose", () => {
  it.each([
    ["http://127.0.0.1", "the own machine"],
    ["http://127.1", "shortened"],
    ["http://127.0.0.1.", "with a dot behind"],
    ["http://2130706433.", "decimal with a dot behind"],
    ["http://017700000001", "octal in one"],
    ["http://[::ffff:a9fe:a9fe]", "metadata, mapped"],
    ["http://2130706433", "decimal"],
    ["http://0x7f000001", "hex"],
    ["http://0x7f.0.0.1", "hex in part"],
    ["http://0177.0.0.1", "octal"],
    ["http://①②⑦.0.0.1", "other digits"],
    ["http://0", "zero"],
    ["http://0.0.0.0", "any"],
    ["http://10.1.2.3", "private"],
    ["http://172.31.255.255", "private"],
    ["http://192.168.0.1", "private"],
    ["http://100.64.0.1", "carriers'"],
    ["http://169.254.169.254/latest/meta-data", "metadata"],
    ["http://168.63.129.16", "Azure's wire server"],
    ["http://224.0.0.1", "multicast"],
    ["http://255.255.255.255", "broadcast"],
    ["http://198.18.0.1", "benchmarks"],
    ["http://[::1]", "the own machine"],
    ["http://[::]", "any"],
    ["http://[::ffff:127.0.0.1]", "mapped"],
    ["http://[::ffff:7f00:1]", "mapped in hex"],
    ["http://[0:0:0:0:0:ffff:10.0.0.1]", "mapped at length"],
    ["http://[::127.0.0.1]", "compatible"],
    ["http://[64:ff9b::10.0.0.1]", "NAT64"],
    ["http://[64:ff9b:1::1]", "local NAT64"],
    ["http://[2002:7f00:1::]", "6to4"],
    ["http://[2001:0:1::1]", "Teredo"],
    ["http://[fe80::1]", "link-local"],
    ["http://[fc00::1]", "unique local"],
    ["http://[fd00:ec2::254]", "metadata"],
    ["http://[ff02::1]", "multicast"],
    ["http://[2001:db8::1]", "documentation"],
    ["http://[fec0::1]", "site-local"],
  ])("%s is refused (%s)", async (address) => {
    expect(await fault(address)).toBe("blocked");
  });

  it.each(["file:///etc/passwd", "ftp://good.test", "gopher://good.test", "javascript:1", "", "good.test"])(
    "%s is no address",
    async (address) => {
      expect(await fault(address)).toBe("address");
    },
  );

  it("carries no name and password", async () => {
    expect(await fault(`http://good.test@127.0.0.1:${port}/`)).toBe("address");
  });

  it("is refused by what its name resolves to, if one of several addresses may not be reached", async () => {
    const resolve = names({ "evil.test": ["1.1.1.1", "10.0.0.1"], "six.test": ["::ffff:169.254.169.254"] });
    expect(await fault("http://evil.test", { resolve })).toBe("blocked");
    expect(await fault("http://six.test.", { resolve })).toBe("blocked");
    expect(await fault("http://nowhere.test", { resolve })).toBe("unresolved");
    expect(await fault("http://localhost", { resolve: names({ localhost: ["127.0.0.1"] }) })).toBe("blocked");
  });

  it("may be private where an administrator said so, but never a metadata service", async () => {
    expect(await (await get(`http://127.0.0.1:${port}/`, { allowPrivate: true })).text()).toBe("hello");
    expect(await fault("http://169.254.169.254", { allowPrivate: true })).toBe("blocked");
    expect(await fault("http://[fd00:ec2::254]", { allowPrivate: true })).toBe("blocked");
    const resolve = names({ "evil.test": ["169.254.169.254"] });
    expect(await fault("http://evil.test", { allowPrivate: true, resolve })).toBe("blocked");
  });

  it("may be what the operator allows: names, addresses, ranges", async () => {
    expect(await (await get(`http://good.test:${port}/`)).text()).toBe("hello");
    vi.stubEnv("ALLOWED_PRIVATE_HOSTS", "127.0.0.0/8,[fd00::1], 300.0.0.0/8, 10.0.0.0/99,,");
    resetEnv();
    expect(await fault(`http://127.0.0.1:${port}/`)).toBe("answered");
    expect(await fault("http://10.0.0.1")).toBe("blocked");
    expect(await fault("http://[fd00::2]")).toBe("blocked");
  });
});

describe("a name that changes its address", () => {
  it("is asked once, and the connection goes to that answer", async () => {
    const resolve = vi.fn(async () => (resolve.mock.calls.length === 1 ? ["127.0.0.1"] : ["127.0.0.9"]));
    expect(await (await get(`http://good.test:${port}/`, { resolve })).text()).toBe("hello");
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it("is checked anew on every redirect", async () => {
    vi.stubEnv("ALLOWED_PRIVATE_HOSTS", "127.0.0.1");
    resetEnv();
    const resolve = vi.fn(async () => (resolve.mock.calls.length === 1 ? ["127.0.0.1"] : ["127.0.0.2"]));
    redirectTo(`http://good.test:${port}/end`);
    expect(await fault(`http://good.test:${port}/`, { resolve, maxRedirects: 3 })).toBe("blocked");
    expect(seen).toHaveLength(1);
  });
});

describe("a redirect", () => {
  it("is a failure unless asked for", async () => {
    redirectTo("/end");
    expect(await fault(`http://good.test:${port}/`)).toBe("redirects");
    expect(await (await get(`http://good.test:${port}/`, { maxRedirects: 1 })).text()).toBe("end");
  });

  it.each(["http://127.0.0.1/", "http://0x7f.1/", "http://[::1]/", "//169.254.169.254/"])(
    "to %s is refused",
    async (location) => {
      redirectTo(location);
      expect(await fault(`http://good.test:${port}/`, { maxRedirects: 5 })).toBe("blocked");
    },
  );

  it.each([
    ["file:///etc/passwd", "address"],
    ["http://", "redirects"],
    ["/again", "redirects"],
  ])("to %s ends as %s", async (location, expected) => {
    redirectTo(location);
    expect(await fault(`http://good.test:${port}/`, { maxRedirects: 2 })).toBe(expected);
  });

  it("to another origin takes no key along, and what was posted is not posted again after 302", async () => {
    redirectTo(`http://other.test:${port}/end`);
    const headers = { authorization: "Bearer secret", "x-api-key": "secret", "x-note": "kept" };
    await get(`http://good.test:${port}/`, { method: "POST", body: "{}", headers, maxRedirects: 1 });
    expect(seen[1]?.method).toBe("GET");
    expect(JSON.stringify(seen[1]?.headers)).not.toContain("secret");
    expect(seen[1]?.headers["x-note"]).toBe("kept");
  });

  it("of 307 keeps method and body within the origin", async () => {
    redirectTo("/end", 307);
    const headers = { authorization: "Bearer secret" };
    await get(`http://good.test:${port}/`, { method: "POST", body: "{}", headers, maxRedirects: 1 });
    expect(seen[1]?.method).toBe("POST");
    expect(seen[1]?.headers.authorization).toBe("Bearer secret");
  });
});

describe("an answer", () => {
  it("is read up to its limit, unpacked", async () => {
    answer = (_, response) => response.end("x".repeat(2_000));
    expect(await fault(`http://good.test:${port}/`, { maxBytes: 1_999 })).toBe("too_large");
    expect(await fault(`http://good.test:${port}/`, { maxBytes: 2_000 })).toBe("answered");
    answer = (_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000)));
    };
    expect(await fault(`http://good.test:${port}/`)).toBe("too_large");
    answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("packed"));
    expect(await (await get(`http://good.test:${port}/`)).text()).toBe("packed");
  });

  it("must come in time, headers and body, and so must the name", async () => {
    answer = () => {};
    expect(await fault(`http://good.test:${port}/`, { timeoutMs: 30 })).toBe("timeout");
    answer = (_, response) => void response.write("begun");
    expect(await fault(`http://good.test:${port}/`, { timeoutMs: 30 })).toBe("timeout");
    const resolve = () => new Promise<string[]>(() => {});
    expect(await fault("http://slow.test/", { timeoutMs: 30, resolve })).toBe("timeout");
  });

  it("that breaks off is a failure, and names no address", async () => {
    answer = (request, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("five!", () => request.socket.destroy());
    };
    expect(await fault(`http://good.test:${port}/`)).toBe("failed");
    const refused = await get("http://10.9.8.7/secret").catch((error: Error) => error);
    expect(String(refused)).not.toMatch(/10\.9|secret/);
  });

  it("ends with the caller's own reason when the caller gives up", async () => {
    answer = () => aborter.abort(new Error("enough"));
    const aborter = new AbortController();
    await expect(get(`http://good.test:${port}/`, { signal: aborter.signal })).rejects.toThrow("enough");
  });

  it("keeps status and headers, with a body or without", async () => {
    answer = (_, response) => response.writeHead(204, { "x-note": "none" }).end();
    const empty = await get(`http://good.test:${port}/`);
    expect([empty.status, empty.headers.get("x-note"), await empty.text()]).toEqual([204, "none", ""]);
    answer = (_, response) => response.writeHead(500).end("broken");
    expect((await get(`http://good.test:${port}/`)).status).toBe(500);
  });
});
