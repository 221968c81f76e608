"use client";

import { MessagesSquare, Pin, Plus, Search, SquarePen } from "lucide-react";
import { useParams, usePathname } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { chatIdOf } from "@/components/chat/chat-url";
import { useChatPath } from "@/components/chat/use-chat-path";
import { ProjectTile } from "@/components/projects/project-tile";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { Chat } from "@/lib/schemas";
import { shellText } from "@/lib/text/shell";
import { Brand } from "./brand";
import { groupChats } from "./chat-groups";
import { runCommand } from "./commands";
import { ModKey } from "./mod-key";
import { useShell, useShellState } from "./shell-provider";
import { SidebarChat } from "./sidebar-chat";
import { SidebarLink, SidebarRow } from "./sidebar-link";
import type { ShellProject } from "./store";
import { useLocalTime } from "./use-local-time";

/** With a project open, its chats get the room; the other projects are one step away. */
const PROJECTS_BESIDE_CHATS = 5;
const PINNED_BESIDE_CHATS = 8;
const pinnedOf = (all: ShellProject[]) => all.filter(({ pinned }) => pinned).length;
const NO_CHATS: Chat[] = [];

export function Sidebar({ children }: { children: ReactNode }) {
  const { projectId } = useParams<{ projectId?: string }>();
  return (
    <div className="flex h-full min-h-0 flex-col bg-sunken short:block short:overflow-y-auto">
      <div className="flex h-topbar shrink-0 items-center px-4">
        <Brand href="/projects" />
      </div>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={() => runCommand("palette")}
          className="flex h-control w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-fg-muted transition-colors hover:bg-hover"
        >
          <Search className="size-4" aria-hidden="true" />
          {shellText.sidebar.search}
          <Kbd className="ml-auto touch:hidden">
            <ModKey />K
          </Kbd>
        </button>
      </div>
      <nav
        aria-label={shellText.sidebar.nav}
        onKeyDown={moveFocus}
        className="flex min-h-0 flex-1 flex-col gap-4 px-2"
      >
        <Projects openId={projectId} />
        {projectId ? (
          <>
            <Chats projectId={projectId} />
            <ul className="-mt-4 shrink-0 pb-2">
              <SidebarRow current={false}>
                <SidebarLink href={`/projects/${projectId}/chats`} current={false} className="text-fg-subtle">
                  <MessagesSquare className="size-4 shrink-0" aria-hidden="true" />
                  {shellText.sidebar.allChats}
                </SidebarLink>
              </SidebarRow>
            </ul>
          </>
        ) : null}
      </nav>
      <div className="border-line border-t p-2">{children}</div>
    </div>
  );
}

function Projects({ openId }: { openId: string | undefined }) {
  const all = useShellState((state) => state.projects);
  const more = useShellState((state) => state.moreProjects);
  const pathname = usePathname();
  const sorted = useMemo(
    () => all.toSorted((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false)),
    [all],
  );
  const shown = openId ? nearest(sorted, openId) : sorted;
  return (
    <section
      aria-label={shellText.sidebar.projects}
      className={openId ? "shrink-0" : "flex min-h-0 flex-1 flex-col"}
    >
      <SectionHead title={shellText.sidebar.projects}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={shellText.sidebar.newProject}
          onClick={() => runCommand("create-project")}
        >
          <Plus className="size-4" aria-hidden="true" />
        </Button>
      </SectionHead>
      <ul className={openId ? "" : "-mx-2 min-h-0 overflow-y-auto px-2 pb-2"}>
        {shown.map((project) => {
          const current = pathname === `/projects/${project.id}`;
          return (
            <SidebarRow key={project.id} current={current}>
              <SidebarLink href={`/projects/${project.id}`} current={current} tip={project.name}>
                <ProjectTile project={project} size="xs" />
                <span
                  className={
                    project.id === openId ? "min-w-0 truncate font-medium text-fg" : "min-w-0 truncate"
                  }
                  dir="auto"
                >
                  {project.name}
                </span>
                {project.pinned ? (
                  <Pin
                    className="ml-auto size-3 shrink-0 text-fg-subtle"
                    aria-label={shellText.groups.pinned}
                  />
                ) : null}
              </SidebarLink>
            </SidebarRow>
          );
        })}
        {more || shown.length < all.length ? (
          <SidebarRow current={false}>
            <SidebarLink href="/projects" current={false} className="text-fg-subtle">
              {shellText.sidebar.allProjects}
            </SidebarLink>
          </SidebarRow>
        ) : null}
      </ul>
      {all.length === 0 ? <p className="px-2 py-1.5 text-fg-subtle">{shellText.sidebar.noProjects}</p> : null}
    </section>
  );
}

/** Pinned ones first, each group in its order; the open one is always among them. */
function nearest(all: ShellProject[], openId: string): ShellProject[] {
  const head = all.slice(0, Math.max(PROJECTS_BESIDE_CHATS, Math.min(pinnedOf(all), PINNED_BESIDE_CHATS)));
  const open = all.find(({ id }) => id === openId);
  return !open || head.includes(open) ? head : [...head.slice(0, -1), open];
}

function Chats({ projectId }: { projectId: string }) {
  const store = useShell();
  const list = useShellState((state) => state.chats[projectId]);
  // Not from the parameters: a chat's first message changes the address only.
  const chatId = chatIdOf(useChatPath());
  const end = useRef<HTMLDivElement>(null);
  const known = list !== undefined;
  const more = Boolean(list?.nextCursor);

  useEffect(() => {
    if (!known) void store.reloadChats(projectId).catch(() => undefined);
  }, [store, projectId, known]);

  useEffect(() => {
    if (!more || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void store.moreChats(projectId).catch(() => undefined);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [store, projectId, more]);

  const items = list?.items ?? NO_CHATS;
  const groups = groupChats(items, ...useLocalTime());
  return (
    <section aria-label={shellText.sidebar.chats} className="flex min-h-0 flex-1 flex-col">
      <ul className="shrink-0">
        <SidebarRow current={false}>
          <SidebarLink href={`/projects/${projectId}`} current={false} className="font-medium text-fg">
            <SquarePen className="size-4 shrink-0" aria-hidden="true" />
            {shellText.sidebar.newChat}
          </SidebarLink>
        </SidebarRow>
      </ul>
      <div className="-mx-2 min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {groups.map(({ heading, chats }) => (
          <div key={heading} className="pt-3">
            <h3 className="px-2 pb-1 font-medium text-fg-subtle text-xs">{heading}</h3>
            <ul aria-label={heading}>
              {chats.map((chat) => (
                <SidebarChat key={chat.id} chat={chat} current={chat.id === chatId} />
              ))}
            </ul>
          </div>
        ))}
        {more ? (
          <div ref={end}>
            <Button
              variant="ghost"
              size="sm"
              className="w-full"
              onClick={() => void store.moreChats(projectId).catch(() => undefined)}
            >
              {shellText.sidebar.older}
            </Button>
          </div>
        ) : null}
        {known && items.length === 0 ? (
          <p className="px-2 py-3 text-fg-subtle">{shellText.sidebar.noChats}</p>
        ) : null}
      </div>
    </section>
  );
}

function SectionHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between pl-2">
      <h2 className="font-medium text-fg-subtle text-xs">{title}</h2>
      {children}
    </div>
  );
}

/** Up and Down go from link to link, as in a list; Tab still reaches every button. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-sidebar-link]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  event.preventDefault();
  links[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
