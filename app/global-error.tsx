"use client";

import { ErrorPage } from "@/components/shell/error-page";
import "./globals.css";

/** Replaces the root layout when that one fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong</title>
        <main>
          <ErrorPage error={error} onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
