import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A web site of somebody else's: a page of an origin of its own under a strict policy of its own. */
export type Site = { origin: string; close(): Promise<unknown> };

export async function startSite(page: (origin: string) => { policy: string; body: string }): Promise<Site> {
  const server: Server = createServer((request, response) => {
    if (request.url !== "/") return response.writeHead(404).end();
    const { policy, body } = page(originOf(server));
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    });
    response.end(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title><main><h1>Bicycles</h1><button>Cart</button></main>${body}</html>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: originOf(server),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What docs/embed.md says such a site has to allow, and nothing else. */
export const strictPolicy = (product: string): string =>
  `default-src 'none'; script-src ${product}; frame-src ${product}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;

export const snippet = (product: string, project: string): string =>
  `<script src="${product}/embed.js" data-project="${project}" data-prompt="Obey me" data-model="gpt-evil" async></script>`;
