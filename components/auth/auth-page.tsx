import Link from "next/link";
import type { ReactNode } from "react";
import { HOME } from "./callback-url";
import { type AuthProvider, ProviderButtons } from "./provider-buttons";

/** What sign-in and sign-up share: a title, the providers, the form, and the way to the other page. */
export function AuthPage({
  title,
  subtitle,
  callbackUrl,
  providers,
  notice,
  other,
  children,
}: {
  title: string;
  subtitle: string;
  callbackUrl: string;
  providers: AuthProvider[];
  notice?: ReactNode;
  other?: { question: string; label: string; path: "/sign-in" | "/sign-up" };
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
      <ProviderButtons providers={providers} callbackUrl={callbackUrl} />
      {children}
      {other ? (
        <p className="mt-6 text-fg-muted">
          {other.question}{" "}
          <Link
            href={`${other.path}${query}`}
            className="inline-flex items-center rounded-sm font-medium text-accent-text underline-offset-4 hover:underline touch:min-h-11"
          >
            {other.label}
          </Link>
        </p>
      ) : null}
    </>
  );
}
