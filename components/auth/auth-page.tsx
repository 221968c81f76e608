import Link from "next/link";
import type { ReactNode } from "react";
import { env } from "@/lib/env";
import { HOME } from "./callback-url";
import { type AuthProvider, ProviderButtons } from "./provider-buttons";

/** Providers whose variables are set; their order is the order of the buttons. */
function configuredProviders(): AuthProvider[] {
  const e = env();
  return [
    { id: "github", name: "GitHub", on: e.GITHUB_CLIENT_ID && e.GITHUB_CLIENT_SECRET },
    { id: "google", name: "Google", on: e.GOOGLE_CLIENT_ID && e.GOOGLE_CLIENT_SECRET },
  ]
    .filter(({ on }) => on)
    .map(({ id, name }) => ({ id, name }));
}

/** What sign-in and sign-up share: a title, the providers, the form, and the way to the other page. */
export function AuthPage({
  title,
  subtitle,
  callbackUrl,
  notice,
  other,
  children,
}: {
  title: string;
  subtitle: string;
  callbackUrl: string;
  notice?: ReactNode;
  other: { question: string; label: string; path: "/sign-in" | "/sign-up" };
  children: ReactNode;
}) {
  const query = callbackUrl === HOME ? "" : `?callbackUrl=${encodeURIComponent(callbackUrl)}`;
  return (
    <>
      <div className="mb-7 flex flex-col gap-1.5">
        <h1 className="font-semibold text-2xl">{title}</h1>
        <p className="text-base text-fg-muted">{subtitle}</p>
      </div>
      {notice}
      <ProviderButtons providers={configuredProviders()} callbackUrl={callbackUrl} />
      {children}
      <p className="mt-6 text-fg-muted">
        {other.question}{" "}
        <Link
          href={`${other.path}${query}`}
          className="inline-flex items-center rounded-sm font-medium text-accent-text underline-offset-4 hover:underline touch:min-h-11"
        >
          {other.label}
        </Link>
      </p>
    </>
  );
}
