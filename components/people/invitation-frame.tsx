import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

/** The page of an invitation's link, which people open who have no account yet. */
export function InvitationFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 sm:px-6">
      <header className="py-2">
        <Brand href="/" />
      </header>
      <main className="flex flex-1 flex-col justify-center gap-5 pb-24">{children}</main>
    </div>
  );
}
