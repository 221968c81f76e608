"use client";

import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { switchChat } from "@/lib/client/chat/switch-chat";
import { cn } from "@/lib/utils";
import { PendingDot } from "./pending-dot";

/** The place of a {@link SidebarLink} in its list. */
export function SidebarRow({ current, children }: { current: boolean; children: ReactNode }) {
  return (
    <li
      className={cn(
        "group/row relative flex min-h-8 items-center rounded-md transition-colors hover:bg-hover touch:min-h-11",
        current && "bg-pressed hover:bg-pressed",
      )}
    >
      {children}
    </li>
  );
}

/**
 * A row of the sidebar. Lists are long and pages are rendered per request, so no page is fetched ahead; a chat that the
 * page on screen can show by itself needs none.
 */
export function SidebarLink({
  href,
  current,
  tip,
  className,
  children,
  ...handlers
}: Pick<ComponentProps<"a">, "onPointerEnter" | "onPointerLeave" | "onPointerDown" | "onFocus" | "onBlur"> & {
  href: string;
  current: boolean;
  /** Its words in full, told where they are cut off. */
  tip?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        if (switchChat(href)) event.preventDefault();
      }}
      {...handlers}
      data-tip={tip}
      data-tip-clipped=""
      aria-current={current ? "page" : undefined}
      data-sidebar-link=""
      className={cn(
        "flex min-h-8 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 touch:min-h-11",
        current ? "text-fg" : "text-fg-muted group-hover/row:text-fg",
        className,
      )}
    >
      {children}
      <PendingDot />
    </Link>
  );
}
