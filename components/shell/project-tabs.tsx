"use client";

import {
  FileText,
  FlaskConical,
  type LucideIcon,
  MessagesSquare,
  Settings2,
  Sparkles,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ProjectRole } from "@/lib/schemas";
import { shellText } from "@/lib/text/shell";
import { cn } from "@/lib/utils";
import { PendingDot } from "./pending-dot";
import { useLastChat } from "./use-last-chat";

type Tab = { path: string; label: string; icon: LucideIcon };
const TABS: Tab[] = [
  { path: "", label: shellText.tabs.chat, icon: MessagesSquare },
  { path: "/prompts", label: shellText.tabs.prompts, icon: Sparkles },
  { path: "/files", label: shellText.tabs.files, icon: FileText },
  { path: "/tests", label: shellText.tabs.tests, icon: FlaskConical },
  { path: "/people", label: shellText.tabs.people, icon: Users },
  { path: "/settings", label: shellText.tabs.settings, icon: Settings2 },
];
/** What somebody sees who only chats there. */
const FOR_MEMBERS = ["", "/files", "/people"];

export function ProjectTabs({ projectId, role }: { projectId: string; role: ProjectRole }) {
  const member = role === "member";
  const tabs = member ? TABS.filter(({ path }) => FOR_MEMBERS.includes(path)) : TABS;
  const pathname = usePathname();
  const base = `/projects/${projectId}`;
  const last = useLastChat(projectId, pathname);
  // Versions are of the prompts, mostly, and are reached from there.
  const rest = pathname
    .slice(base.length)
    .replace(/^\/versions/, "/prompts")
    .replace(/^\/(releases|feedback)/, "/tests")
    // Keys, and what else connects programs, are reached from the settings.
    .replace(/^\/(keys|mcp|webhooks|embed)/, "/settings");
  // A page of the project that has no tab (its versions) marks none.
  const active = tabs.findLast(({ path }) =>
    path === "" ? rest === "" || rest.startsWith("/chats/") : rest.startsWith(path),
  )?.path;
  // Where the bar is short the open chat's title needs the room of their words.
  const inChat = rest.startsWith("/chats/");
  return (
    <nav
      aria-label={shellText.tabs.project}
      className={cn(
        "-mb-px flex max-md:-mx-3 max-md:w-[calc(100%+1.5rem)] md:self-end",
        // A phone has one row above a chat; the tabs stand on the page of a new one.
        inChat && "max-md:hidden",
      )}
    >
      {tabs.map(({ path, label, icon: Icon }) => (
        <Link
          key={path}
          href={path === "" && active !== "" ? (last ?? base) : `${base}${path}`}
          prefetch={false}
          aria-current={active === path ? "page" : undefined}
          data-tip={label}
          data-tip-clipped=""
          className={cn(
            "flex h-11 flex-1 items-center justify-center gap-2 border-b-2 px-2 sm:px-3 font-medium transition-colors md:h-topbar",
            inChat && "@max-[68rem]/bar:touch:min-w-11",
            // A phone has no room for a sixth; there people are reached from the settings.
            path === "/people" && !member && "max-md:hidden",
            active === path
              ? "border-accent text-fg"
              : "border-transparent text-fg-muted hover:border-line-strong hover:text-fg",
          )}
        >
          <Icon
            // Where the bar is short either the picture or the word stands: elsewhere than in a chat the word.
            className={cn("size-4 shrink-0 max-[26rem]:hidden", !inChat && "md:@max-[52rem]/bar:hidden")}
            aria-hidden="true"
          />
          <span className={inChat ? "truncate @max-[68rem]/bar:sr-only" : undefined}>{label}</span>
          <PendingDot />
        </Link>
      ))}
    </nav>
  );
}
