import { env } from "@/lib/env";

/** Sign-in providers whose variables are set; their order is the order of the buttons. */
export function configuredProviders(): { id: "github" | "google"; name: string }[] {
  const e = env();
  return [
    ...(e.GITHUB_CLIENT_ID && e.GITHUB_CLIENT_SECRET ? [{ id: "github" as const, name: "GitHub" }] : []),
    ...(e.GOOGLE_CLIENT_ID && e.GOOGLE_CLIENT_SECRET ? [{ id: "google" as const, name: "Google" }] : []),
  ];
}
