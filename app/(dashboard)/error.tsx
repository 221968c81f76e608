"use client";

import { ErrorPage } from "@/components/shell/error-page";
import { Main } from "@/components/shell/main";

/** The sidebar stays, so that the way on is there. */
export default function DashboardError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Main>
      <ErrorPage error={error} onRetry={retry} />
    </Main>
  );
}
