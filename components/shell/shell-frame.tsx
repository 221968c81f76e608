"use client";

import type { ReactNode } from "react";
import { shellText } from "@/lib/text/shell";
import { useShellState } from "./shell-provider";

/** Sidebar and content side by side; below 64 rem the sidebar becomes a drawer. */
export function ShellFrame({ sidebar, children }: { sidebar: ReactNode; children: ReactNode }) {
  const open = useShellState((state) => state.sidebarOpen);
  return (
    <div className="flex min-h-dvh">
      <aside
        id="sidebar"
        aria-label={shellText.frame.sidebar}
        className={
          open
            ? "sticky top-0 hidden h-dvh w-sidebar shrink-0 border-line border-r lg:block print:hidden"
            : "hidden"
        }
      >
        {sidebar}
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
