import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { register } from "../support/account";
import { type ProductServer, startProduct } from "../support/product";

/** What only a real server process can show: sockets, raw requests, bodies on the wire. */
let server: ProductServer;
beforeAll(async () => {
  server = await startProduct();
});
afterAll(() => server.close());

type RawAnswer = { status: number; headers: Map<string, string>; body: string };

/** Sends bytes as they are and reads until the server closes. */
async function raw(text: string, target = server.url): Promise<RawAnswer> {
  const { hostname, port } = new URL(target);
  const socket = connect(Number(port), hostname);
  socket.write(text);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  await once(socket, "close");
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  return { status: Number(statusLine.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}
const get = (method: string, path: string, extra = "", target = server.url) =>
  raw(
    `${method} ${path} HTTP/1.1\r\nHost: ${new URL(target).host}\r\nConnection: close\r\n${extra}\r\n`,
    target,
  );

test("robots are told to leave the API alone", async () => {
  const answer = await raw("GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("Disallow: /api/");
});

test("methods that Next can't carry get the contract's answer", async () => {
  for (const method of ["TRACE", "PROPFIND", "LINK", "SEARCH"]) {
    const known = await get(method, "/api/auth/login");
    expect([known.status, known.headers.get("allow")], method).toEqual([405, "POST, OPTIONS"]);
    expect(known.body).toContain('"code":"method_not_allowed"');
    const unknown = await get(method, "/api/nothing");
    expect(unknown.status, method).toBe(404);
    expect(unknown.body).toContain('"code":"route_not_found"');
    const page = await get(method, "/projects");
    expect([page.status, page.headers.get("allow")], method).toEqual([405, "GET, HEAD"]);
  }
  const unheard = await get("BREW", "/api/auth/login");
  expect(unheard.status).toBe(405);
  expect(unheard.body).toContain('"code":"method_not_allowed"');
});

test("a client can't play the boot hook's part", async () => {
  const forged = await get("OPTIONS", "/api/auth/login", "x-foreign-method: TRACE\r\n");
  expect(forged.status).toBe(204);
  expect((await get("GET", "/api/foreign-method")).status).toBe(404);
});

test("paths that can't be decoded are not found, not errors", async () => {
  for (const path of ["/api/x/%ff", "/api/projects/%ff", "/api/%", "/api/auth/%e0%a4%a"]) {
    const { status, body } = await get("GET", path);
    expect(status, path).toBe(404);
    expect(body, path).toContain('"code":"route_not_found"');
  }
  const page = await get("GET", "/%ff");
  expect(page.status).toBe(404);
  expect(page.headers.get("content-type")).toContain("text/html");
  for (const target of ["*", "/%00", "http://localhost/api/health"]) {
    expect((await get("GET", target)).status, target).toBeLessThan(500);
  }
});

test("every answer carries the security headers, whoever made it", async () => {
  const page = await (await fetch(`${server.url}/sign-in`)).text();
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page)?.[1] ?? "";
  expect(script).not.toBe("");
  const answers = await Promise.all([
    get("GET", "/"),
    get("GET", "/no-such-page"),
    get("GET", script),
    get("GET", "/_next/static/none.js"),
    get("GET", "/_next/image?url=x"),
    get("GET", "/api/health"),
    get("GET", "/health"),
    get("GET", "/api/health/"),
    get("GET", "//api//health"),
    get("GET", "/%ff"),
    get("BREW", "/"),
    raw("nonsense\r\n\r\n"),
  ]);
  for (const [index, { headers, status }] of answers.entries()) {
    const label = `answer ${index}, status ${status}`;
    expect(headers.get("x-content-type-options"), label).toBe("nosniff");
    expect(headers.get("x-frame-options"), label).toBe("SAMEORIGIN");
    expect(headers.get("strict-transport-security"), label).toBe("max-age=31536000; includeSubDomains");
    expect(headers.get("content-security-policy"), label).toContain("default-src");
    expect(headers.get("content-security-policy"), label).not.toContain("upgrade-insecure-requests");
    expect(headers.get("x-powered-by"), label).toBeUndefined();
  }
});

test("every script of a page carries the page's nonce", async () => {
  for (const path of ["/", "/sign-in", "/no-such-page"]) {
    const response = await fetch(server.url + path);
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length, path).toBeGreaterThan(0);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
  }
});

test("an error that the store throws keeps its code, whichever module opened the store", async () => {
  const authorization = `Bearer ${(await register(server.url)).token}`;
  const listed = await fetch(`${server.url}/api/projects?cursor=unknown`, { headers: { authorization } });
  expect(listed.status).toBe(400);
  expect(await listed.json()).toMatchObject({ code: "validation_failed", errors: [{ path: "cursor" }] });
});

test("an upload of 24 MB arrives whole", async () => {
  const { token } = await register(server.url);
  const authorization = { authorization: `Bearer ${token}` };
  const created = await fetch(`${server.url}/api/projects`, {
    method: "POST",
    headers: { ...authorization, "content-type": "application/json" },
    body: JSON.stringify({ name: "Large" }),
  });
  const projectId = (await created.json()).data.project.id;
  const bytes = randomBytes(24 * 1024 * 1024);
  const form = new FormData();
  form.set("file", new File([bytes], "large.bin"));
  const files = `${server.url}/api/projects/${projectId}/files`;
  const uploaded = await fetch(files, { method: "POST", headers: authorization, body: form });
  expect(uploaded.status).toBe(201);
  const { file } = (await uploaded.json()).data;
  expect(file.size).toBe(bytes.length);
  const download = await fetch(`${files}/${file.id}/content`, { headers: authorization });
  const hash = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
  expect(hash(new Uint8Array(await download.arrayBuffer()))).toBe(hash(bytes));
});

test("a JSON body beyond 10 MB is refused with an answer, stated or chunked", async () => {
  const send = async (headers: Record<string, string>) => {
    const request = httpRequest(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
    });
    const chunk = Buffer.alloc(1024 * 1024, 32);
    for (let sent = 0; sent < 12; sent++) request.write(chunk);
    request.end();
    const [response] = await once(request, "response");
    let body = "";
    for await (const part of response) body += part;
    return { status: response.statusCode, code: JSON.parse(body).code };
  };
  const refused = { status: 413, code: "too_large" };
  expect(await send({ "content-length": String(12 * 1024 * 1024) })).toEqual(refused);
  expect(await send({ "transfer-encoding": "chunked" })).toEqual(refused);
});

test("nothing is ever upgraded, and no socket stays open for having asked", async () => {
  const { hostname, port } = new URL(server.url);
  const ask = async () => {
    const socket = connect(Number(port), hostname);
    socket.write("GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
    });
    await once(socket, "close");
    return received.split("\r\n", 1)[0];
  };
  const answers = await Promise.all(Array.from({ length: 500 }, ask));
  expect(new Set(answers)).toEqual(new Set(["HTTP/1.1 200 OK"]));
});

test("the scripts of a page ask to be compiled beside it", async () => {
  const page = await (await fetch(`${server.url}/sign-in`)).text();
  const paths = [...page.matchAll(/<script src="([^"]+\.js)"[^>]* async=""/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) {
    const code = await (await fetch(server.url + path)).text();
    expect(code.slice(0, 30), path).toContain("//# allFunctionsCalledOnLoad\n");
  }
});
