import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { installRequestHook } from "@/lib/http/request-hook";
import { setVariables } from "../../support/api";

let end = async () => {};
afterEach(() => end());

/** What a client reads of an answer that was given these headers. */
async function headersAfter(given: Record<string, string>): Promise<Headers> {
  const undo = setVariables({ NODE_ENV: "test" });
  installRequestHook();
  const server = createServer((_request, response) => {
    for (const [name, value] of Object.entries(given)) response.setHeader(name, value);
    response.end("fine");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  end = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    undo();
  };
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/embed/x`)).headers;
}

it("an answer that nobody gave headers may be framed by us alone", async () => {
  const headers = await headersAfter({});
  expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it("one whose policy names who may frame it is told nothing else", async () => {
  const policy = "frame-ancestors https://site.example";
  const headers = await headersAfter({ "content-security-policy": policy });
  expect(headers.get("content-security-policy")).toBe(policy);
  expect(headers.get("x-frame-options")).toBeNull();
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
