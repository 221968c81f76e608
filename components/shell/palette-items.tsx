"use client";

import {
  FileText,
  FolderClosed,
  FolderPlus,
  Keyboard,
  LayoutGrid,
  type LucideIcon,
  MessageSquare,
  MessageSquareText,
  Monitor,
  Moon,
  Settings2,
  Sparkles,
  SquarePen,
  Sun,
  UserRound,
} from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import type { ReactNode } from "react";
import { leave } from "@/components/ui/leave-guard";
import { runCommand } from "./commands";
import { Extract } from "./extract";
import { useShellState } from "./shell-provider";
import { useSearch } from "./use-search";

export type PaletteItem = {
  id: string;
  icon: LucideIcon;
  label: string;
  detail?: ReactNode;
  aside?: string;
  /** More words it is found by. */
  words?: string;
  run: () => void;
};
type PaletteGroup = { heading: string; items: PaletteItem[] };

const SHOWN = 6;

export function usePaletteItems(query: string): {
  groups: PaletteGroup[];
  searching: boolean;
  failed: string | null;
} {
  const router = useRouter();
  const { setTheme } = useTheme();
  const { projectId } = useParams<{ projectId?: string }>();
  const projects = useShellState((state) => state.projects);
  const chats = useShellState((state) => (projectId ? state.chats[projectId]?.items : undefined));
  const found = useSearch(query);
  const go = (path: string) => () => leave(() => router.push(path));

  const inProject: PaletteItem[] = projectId
    ? [
        { id: "new-chat", icon: SquarePen, label: "New chat", run: go(`/projects/${projectId}`) },
        { id: "prompts", icon: Sparkles, label: "Prompts", run: go(`/projects/${projectId}/prompts`) },
        {
          id: "files",
          icon: FileText,
          label: "Files",
          words: "upload",
          run: go(`/projects/${projectId}/files`),
        },
        {
          id: "settings",
          icon: Settings2,
          label: "Project settings",
          words: "model temperature",
          run: go(`/projects/${projectId}/settings`),
        },
      ]
    : [];
  const actions: PaletteItem[] = [
    {
      id: "new-project",
      icon: FolderPlus,
      label: "New project",
      words: "create",
      run: () => runCommand("create-project"),
    },
    {
      id: "all-projects",
      icon: LayoutGrid,
      label: "All projects",
      words: "dashboard home",
      run: go("/projects"),
    },
    {
      id: "account",
      icon: UserRound,
      label: "Account",
      words: "profile password settings",
      run: go("/account"),
    },
    {
      id: "shortcuts",
      icon: Keyboard,
      label: "Keyboard shortcuts",
      words: "help",
      run: () => runCommand("shortcuts"),
    },
    { id: "light", icon: Sun, label: "Light theme", words: "appearance", run: () => setTheme("light") },
    { id: "dark", icon: Moon, label: "Dark theme", words: "appearance", run: () => setTheme("dark") },
    {
      id: "system",
      icon: Monitor,
      label: "System theme",
      words: "appearance",
      run: () => setTheme("system"),
    },
  ];
  const projectNames = new Map([...projects, ...found.projects].map(({ id, name }) => [id, name]));
  const projectItems = [
    ...projects,
    ...found.projects.filter((p) => !projects.some(({ id }) => id === p.id)),
  ].map(
    ({ id, name }): PaletteItem => ({
      id: `project-${id}`,
      icon: FolderClosed,
      label: name,
      run: go(`/projects/${id}`),
    }),
  );
  const chatItems = (chats ?? []).map(
    ({ id, title, projectId: owner }): PaletteItem => ({
      id: `chat-${id}`,
      icon: MessageSquare,
      label: title,
      run: go(`/projects/${owner}/chats/${id}`),
    }),
  );
  const hits = found.hits.map(
    ({ chat, message, extract }): PaletteItem => ({
      id: `hit-${chat.id}-${message?.id ?? "title"}`,
      icon: message ? MessageSquareText : MessageSquare,
      label: chat.title,
      run: go(`/projects/${chat.projectId}/chats/${chat.id}`),
      ...(message ? { detail: <Extract pieces={extract} /> } : {}),
      ...(projectNames.has(chat.projectId) ? { aside: projectNames.get(chat.projectId) ?? "" } : {}),
    }),
  );

  const matching = (items: PaletteItem[]) => items.filter((item) => matches(item, query)).slice(0, SHOWN);
  const idle = query.trim() === "";
  return {
    searching: found.searching,
    failed: found.failed,
    groups: [
      { heading: "This project", items: matching(inProject) },
      { heading: "Projects", items: matching(projectItems) },
      { heading: "Chats and messages", items: idle || found.searching ? matching(chatItems) : hits },
      { heading: "Commands", items: idle ? actions : matching(actions) },
    ],
  };
}

/** Every word of the query begins somewhere in the item. */
function matches({ label, words }: PaletteItem, query: string): boolean {
  const text = `${label} ${words ?? ""}`.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
