import type { AuthOptions, Profile } from "next-auth";
import GithubProvider, { type GithubProfile } from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { configuredProviders } from "./providers";

type Providers = AuthOptions["providers"];

/** Linking by address is decided in our own callback, which asks that both sides have verified it. */
const BY_ADDRESS = { allowDangerousEmailAccountLinking: true };

/** Providers of next-auth whose variables are set. */
export function oauthProviders(): Providers {
  const e = env();
  return configuredProviders().map(({ id, name }) => {
    if (id === "github") {
      return github({ clientId: e.GITHUB_CLIENT_ID ?? "", clientSecret: e.GITHUB_CLIENT_SECRET ?? "" });
    }
    if (id === "google") {
      const [clientId, clientSecret] = [e.GOOGLE_CLIENT_ID ?? "", e.GOOGLE_CLIENT_SECRET ?? ""];
      return GoogleProvider({ clientId, clientSecret, ...BY_ADDRESS });
    }
    return openIdConnect(name);
  });
}

type OidcProfile = {
  sub: string;
  name?: string;
  preferred_username?: string;
  email?: string;
  picture?: string;
};

/** Any issuer, by its discovery document: code flow with PKCE, state and nonce; the identity token is checked. */
function openIdConnect(name: string): OAuthConfig<OidcProfile> {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "" } = env();
  return {
    id: "oidc",
    name,
    type: "oauth",
    issuer: OIDC_ISSUER,
    wellKnown: `${OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: {
      // Some issuers put a person's address into the identity token, others only here; both name the same `sub`.
      request: async ({ client, tokens }) => {
        const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
        return { ...set.claims(), ...(await client.userinfo(set)) } as Profile;
      },
    },
    ...BY_ADDRESS,
    profile: ({ sub, name: fullName, preferred_username, email, picture }) => ({
      id: sub,
      name: fullName ?? preferred_username ?? null,
      email: email ?? null,
      image: picture ?? null,
    }),
  };
}

/** As next-auth has it, but for the address: only one that GitHub has verified. */
function github(options: { clientId: string; clientSecret: string }): OAuthConfig<GithubProfile> {
  const provider = GithubProvider({ ...options, ...BY_ADDRESS });
  const { userinfo } = provider;
  if (typeof userinfo !== "object") return provider;
  const request: typeof userinfo.request = async ({ client, tokens }) => {
    const profile = await client.userinfo<GithubProfile>(tokens.access_token ?? "");
    const answer = await fetch("https://api.github.com/user/emails", {
      headers: { Authorization: `token ${tokens.access_token}` },
      signal: AbortSignal.timeout(10_000),
    });
    const emails = answer.ok ? ((await answer.json()) as GithubEmail[]) : [];
    const verified = emails.filter((email) => email.verified);
    const { email: _any, ...rest } = profile;
    const email = (verified.find(({ primary }) => primary) ?? verified[0])?.email;
    return email === undefined ? rest : { ...rest, email };
  };
  return { ...provider, userinfo: { ...userinfo, request } };
}

type GithubEmail = { email: string; primary: boolean; verified: boolean };

/**
 * The address that the provider says it has verified, in our form; null: none. GitHub gives no other; the rest say so in
 * a claim, which some issuers (Entra ID) leave out.
 */
export function vouchedAddress(provider: string, profile: Profile | undefined): string | null {
  const { email, email_verified: verified } = (profile ?? {}) as {
    email?: unknown;
    email_verified?: unknown;
  };
  if (typeof email !== "string" || !email.trim()) return null;
  const unsaid = provider === "github" || (provider === "oidc" && env().OIDC_TRUST_EMAIL);
  const good = verified === true || verified === "true" || (unsaid && verified === undefined);
  return good ? email.trim().toLowerCase() : null;
}
