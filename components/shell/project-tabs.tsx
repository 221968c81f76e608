"use client";

import { FileText, FlaskConical, type LucideIcon, MessagesSquare, Settings2, Sparkles } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/utils";
import { PendingDot } from "./pending-dot";

const TABS: { path: string; label: string; icon: LucideIcon }[] = [
  { path: "", label: "Chat", icon: MessagesSquare },
  { path: "/prompts", label: "Prompts", icon: Sparkles },
  { path: "/files", label: "Files", icon: FileText },
  { path: "/tests", label: "Tests", icon: FlaskConical },
  { path: "/settings", label: "Settings", icon: Settings2 },
];

export function ProjectTabs({ projectId }: { projectId: string }) {
  const pathname = usePathname();
  const base = `/projects/${projectId}`;
  // Versions are of the prompts, mostly, and are reached from there.
  const rest = pathname
    .slice(base.length)
    .replace(/^\/versions/, "/prompts")
    .replace(/^\/releases/, "/tests")
    // Keys are reached from the settings.
    .replace(/^\/keys/, "/settings");
  // A page of the project that has no tab (its versions) marks none.
  const active = TABS.findLast(({ path }) =>
    path === "" ? rest === "" || rest.startsWith("/chats/") : rest.startsWith(path),
  )?.path;
  return (
    <nav
      aria-label="Project"
      className={cn(
        "-mb-px flex max-md:-mx-3 max-md:w-[calc(100%+1.5rem)] md:self-end",
        // A phone has one row above a chat; the tabs stand on the page of a new one.
        rest.startsWith("/chats/") && "max-md:hidden",
      )}
    >
      {TABS.map(({ path, label, icon: Icon }) => (
        <Link
          key={path}
          href={`${base}${path}`}
          prefetch={false}
          aria-current={active === path ? "page" : undefined}
          className={cn(
            "flex h-11 flex-1 items-center justify-center gap-2 border-b-2 px-2 sm:px-3 font-medium transition-colors md:h-topbar",
            active === path
              ? "border-accent text-fg"
              : "border-transparent text-fg-muted hover:border-line-strong hover:text-fg",
          )}
        >
          <Icon className="size-4 max-[26rem]:hidden" aria-hidden="true" />
          {label}
          <PendingDot />
        </Link>
      ))}
    </nav>
  );
}
