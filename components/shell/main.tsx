import type { ReactNode } from "react";

/** The page's own content; the skip link and focus after navigation land here. */
export function Main({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
      {children}
    </main>
  );
}
