"use client";

import {
  Activity,
  ChartColumn,
  type LucideIcon,
  Plug,
  ScrollText,
  SlidersHorizontal,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { PendingDot } from "@/components/shell/pending-dot";
import { adminText } from "@/lib/text/admin";
import { cn } from "@/lib/utils";

const { sections } = adminText;

/** A page that hangs here has its folder under `app/(dashboard)/admin`. */
const PLACES: { path: string; label: string; icon: LucideIcon }[] = [
  { path: "/admin/people", label: sections.people, icon: Users },
  { path: "/admin/connections", label: sections.connections, icon: Plug },
  { path: "/admin/settings", label: sections.settings, icon: SlidersHorizontal },
  { path: "/admin/usage", label: sections.usage, icon: ChartColumn },
  { path: "/admin/audit", label: sections.audit, icon: ScrollText },
  { path: "/admin/health", label: sections.health, icon: Activity },
];

/** The pages of the administration; on a phone the row scrolls sideways. */
export function AdminNav() {
  const pathname = usePathname();
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has its own place in the row
  useEffect(() => {
    const here = row.current?.querySelector("[aria-current]");
    here?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav
      ref={row}
      aria-label={adminText.title}
      className="-mx-3 -mb-px order-2 flex w-[calc(100%+1.5rem)] shrink-0 overflow-x-auto px-1 sm:-mx-5 sm:w-[calc(100%+2.5rem)] sm:px-3"
    >
      {PLACES.map(({ path, label, icon: Icon }) => {
        const active = pathname === path || pathname.startsWith(`${path}/`);
        return (
          <Link
            key={path}
            href={path}
            prefetch={false}
            aria-current={active ? "page" : undefined}
            className={cn(
              "flex h-11 shrink-0 items-center gap-2 border-b-2 px-3 font-medium transition-colors",
              active
                ? "border-accent text-fg"
                : "border-transparent text-fg-muted hover:border-line-strong hover:text-fg",
            )}
          >
            <Icon className="size-4 max-sm:hidden" aria-hidden="true" />
            {label}
            <PendingDot />
          </Link>
        );
      })}
    </nav>
  );
}
