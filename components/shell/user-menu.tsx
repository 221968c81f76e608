"use client";

import { ChevronsUpDown } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { shellText } from "@/lib/text/shell";

export function UserMenu({ name, email, admin }: { name: string; email: string; admin: boolean }) {
  return (
    <LazyMenu load={() => import("./user-menu-content")} menu={{ email, admin }}>
      <button
        type="button"
        className="flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-hover"
      >
        <Avatar name={name} />
        <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
          {name}
        </span>
        <span className="sr-only">{shellText.user.menu}</span>
        <ChevronsUpDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      </button>
    </LazyMenu>
  );
}
