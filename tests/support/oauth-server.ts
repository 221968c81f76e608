/**
 * A provider that speaks just enough OAuth 2 for next-auth: it hands a code to whoever comes and, for that code, a
 * token and the profile that the test has put forward.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type OAuthServer = {
  url: string;
  /** What the next sign-in learns about the person. */
  profile: Record<string, unknown>;
  close(): Promise<void>;
};

export async function startOAuthServer(): Promise<OAuthServer> {
  const state: OAuthServer = { url: "", profile: {}, close: async () => {} };
  const server = createServer(async (request, response) => {
    await drain(request);
    response.setHeader("Content-Type", "application/json");
    if (request.url?.startsWith("/token")) {
      response.end(JSON.stringify({ access_token: "provider-secret", token_type: "bearer" }));
    } else if (request.url?.startsWith("/user")) {
      response.end(JSON.stringify(state.profile));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.close = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}

async function drain(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}
