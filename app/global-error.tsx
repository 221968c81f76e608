"use client";

import { ErrorPage } from "@/components/shell/error-page";
import { pagesText } from "@/lib/text/pages";
import "./globals.css";

/** Replaces the root layout when that one fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{pagesText.failed.title}</title>
        <main>
          <ErrorPage error={error} onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
