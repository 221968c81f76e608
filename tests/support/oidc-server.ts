/** A real issuer of OpenID Connect, at which whoever comes is signed in as the person that the test has put forward. */
import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type OidcServer = {
  issuer: string;
  /** Claims of the next person. */
  person: { sub: string; email?: string; email_verified?: boolean; name?: string };
  /** Whether it lets the next person in. */
  refuses: boolean;
  close(): Promise<void>;
};

export async function startOidcServer(redirectUri: string): Promise<OidcServer> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const state: OidcServer = { issuer: "", person: { sub: "nobody" }, refuses: false, close: async () => {} };
  let provider: Provider | undefined;
  const server = createServer((request, response) => {
    if (!provider) return;
    if (request.url?.startsWith("/interaction/")) void answer(provider, state, request, response);
    else provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(state.issuer, {
    clients: [{ client_id: "client", client_secret: "a long client secret", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // Strict, as the specification has it: the identity token names nobody's address.
    conformIdTokenClaims: true,
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => state.person }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
    cookies: { keys: ["a cookie key"] },
    ttl: { AccessToken: 60, IdToken: 60, Grant: 60, Session: 60, Interaction: 60 },
  });
  state.close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return state;
}

/** Signs in and consents at once, or refuses. */
async function answer(
  provider: Provider,
  { person, refuses }: OidcServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (refuses) return provider.interactionFinished(request, response, { error: "access_denied" });
  if (prompt.name === "login") {
    return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  }
  const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
  grant.addOIDCScope("openid email profile");
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}
