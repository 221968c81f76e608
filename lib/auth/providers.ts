import { env } from "@/lib/env";

export type ProviderId = "github" | "google" | "oidc";

/** Sign-in providers whose variables are set; their order is the order of the buttons. */
export function configuredProviders(): { id: ProviderId; name: string }[] {
  const e = env();
  const oidc = e.OIDC_ISSUER && e.OIDC_CLIENT_ID && e.OIDC_CLIENT_SECRET;
  return [
    ...(e.GITHUB_CLIENT_ID && e.GITHUB_CLIENT_SECRET ? [{ id: "github" as const, name: "GitHub" }] : []),
    ...(e.GOOGLE_CLIENT_ID && e.GOOGLE_CLIENT_SECRET ? [{ id: "google" as const, name: "Google" }] : []),
    ...(oidc ? [{ id: "oidc" as const, name: e.OIDC_NAME }] : []),
  ];
}

export const providerName = (id: string): string =>
  configuredProviders().find((provider) => provider.id === id)?.name ?? id;
