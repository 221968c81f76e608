import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-4 sm:px-6">
      <header className="flex h-topbar items-center">
        <Brand href="/" />
      </header>
      <main className="mx-auto flex w-full max-w-form flex-1 flex-col justify-center py-10 sm:pb-28">
        {children}
      </main>
    </div>
  );
}
