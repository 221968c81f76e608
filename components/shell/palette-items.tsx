"use client";

import { FileText, FolderClosed, MessageSquare, MessageSquareText, Sparkles } from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { chatIdOf, chatUrl } from "@/components/chat/chat-url";
import { useChatPath } from "@/components/chat/use-chat-path";
import { leave } from "@/components/ui/leave-guard";
import { switchChat } from "@/lib/client/chat/switch-chat";
import { paletteText } from "@/lib/text/palette";
import { Extract } from "./extract";
import { chatCommands } from "./palette-chat";
import { commands, type PaletteItem, projectPlaces } from "./palette-commands";
import { useShellState } from "./shell-provider";
import { useSearch } from "./use-search";

type PaletteGroup = { heading: string; items: PaletteItem[] };

const SHOWN = 6;
const ROLE_LABELS = {
  system: paletteText.items.system,
  user: paletteText.items.user,
  assistant: paletteText.items.assistant,
};

export function usePaletteItems(query: string): {
  groups: PaletteGroup[];
  searching: boolean;
  failed: string | null;
} {
  const router = useRouter();
  const { projectId } = useParams<{ projectId?: string }>();
  const projects = useShellState((state) => state.projects);
  const chats = useShellState((state) => (projectId ? state.chats[projectId]?.items : undefined));
  const found = useSearch(query);
  const go = (path: string) => () => leave(() => switchChat(path) || router.push(path));

  const inProject = projectId ? projectPlaces(projectId, go) : [];
  const chatId = chatIdOf(useChatPath());
  const open = (chats ?? []).find(({ id }) => id === chatId);
  const inChat = open ? chatCommands(open, (path) => go(path)()) : [];
  const actions = commands(go);
  const projectNames = new Map([...projects, ...found.projects].map(({ id, name }) => [id, name]));
  const aside = (id: string) => {
    const name = projectNames.get(id);
    return name === undefined ? {} : { aside: name };
  };
  const projectItems = [
    ...projects,
    ...found.projects.filter((p) => !projects.some(({ id }) => id === p.id)),
  ].map(
    (project): PaletteItem => ({
      id: `project-${project.id}`,
      icon: FolderClosed,
      project,
      label: project.name,
      run: go(`/projects/${project.id}`),
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
      run: go(chatUrl(chat.projectId, chat.id, message?.id)),
      ...(message ? { detail: <Extract pieces={extract} /> } : {}),
      ...aside(chat.projectId),
    }),
  );
  const files = found.files.map(
    ({ id, projectId: owner, filename }): PaletteItem => ({
      id: `file-${id}`,
      icon: FileText,
      label: filename,
      run: go(`/projects/${owner}/files/${id}`),
      ...aside(owner),
    }),
  );
  const prompts = found.prompts.map(
    ({ id, projectId: owner, role, extract }): PaletteItem => ({
      id: `prompt-${id}`,
      icon: Sparkles,
      label: ROLE_LABELS[role],
      detail: <Extract pieces={extract} />,
      run: go(`/projects/${owner}/prompts`),
      ...aside(owner),
    }),
  );

  const matching = (items: PaletteItem[], most = SHOWN) =>
    items
      .filter((item) => matches(item, query))
      .sort((a, b) => nearness(b, query) - nearness(a, query))
      .slice(0, most);
  const idle = query.trim() === "";
  return {
    searching: found.searching,
    failed: found.failed,
    groups: [
      { heading: paletteText.items.thisChat, items: matching(inChat, inChat.length) },
      { heading: paletteText.items.thisProject, items: matching(inProject) },
      { heading: paletteText.items.projects, items: matching(projectItems) },
      { heading: paletteText.items.chats, items: idle || found.searching ? matching(chatItems) : hits },
      { heading: paletteText.items.files, items: found.searching ? [] : files },
      { heading: paletteText.items.prompts, items: found.searching ? [] : prompts },
      { heading: paletteText.items.commands, items: idle ? actions : matching(actions) },
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

/** The very name stands before names that begin so, and those before all others. */
function nearness({ label }: PaletteItem, query: string): number {
  const [name, wanted] = [label.toLocaleLowerCase(), query.trim().toLocaleLowerCase()];
  return name === wanted ? 2 : name.startsWith(wanted) ? 1 : 0;
}
