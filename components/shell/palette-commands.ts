import {
  ChartColumn,
  FileSearch,
  FileText,
  FolderPlus,
  History,
  Keyboard,
  LayoutGrid,
  type LucideIcon,
  Monitor,
  Moon,
  PanelLeft,
  Settings2,
  Sparkles,
  SquarePen,
  Sun,
  ThumbsUp,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { setTheme } from "@/lib/client/theme";
import { feedbackText } from "@/lib/text/feedback";
import { runCommand } from "./commands";

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
type Go = (path: string) => () => void;

/** Where one can go in the open project. */
export function projectPlaces(projectId: string, go: Go): PaletteItem[] {
  const base = `/projects/${projectId}`;
  return [
    { id: "new-chat", icon: SquarePen, label: "New chat", words: "create", run: go(base) },
    {
      id: "prompts",
      icon: Sparkles,
      label: "Prompts",
      words: "instructions variables",
      run: go(`${base}/prompts`),
    },
    { id: "files", icon: FileText, label: "Files", words: "upload", run: go(`${base}/files`) },
    {
      id: "ask-files",
      icon: FileSearch,
      label: "Ask the files",
      words: "search passages",
      run: go(`${base}/files/ask`),
    },
    {
      id: "settings",
      icon: Settings2,
      label: "Project settings",
      words: "model temperature",
      run: go(`${base}/settings`),
    },
    {
      id: "feedback",
      icon: ThumbsUp,
      label: feedbackText.title,
      words: "ratings thumbs",
      run: go(`${base}/feedback`),
    },
    {
      id: "versions",
      icon: History,
      label: "Versions",
      words: "history restore changes",
      run: go(`${base}/versions`),
    },
  ];
}

/** What can be done and where one can go from anywhere. */
export function commands(go: Go): PaletteItem[] {
  return [
    {
      id: "new-project",
      icon: FolderPlus,
      label: "New project",
      words: "create assistant",
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
      words: "profile password sessions settings delete",
      run: go("/account"),
    },
    {
      id: "usage",
      icon: ChartColumn,
      label: "Usage",
      words: "tokens cost statistics",
      run: go("/usage"),
    },
    {
      id: "shortcuts",
      icon: Keyboard,
      label: "Keyboard shortcuts",
      words: "help",
      run: () => runCommand("shortcuts"),
    },
    {
      id: "sidebar",
      icon: PanelLeft,
      label: "Show or hide the sidebar",
      run: () => runCommand("toggle-sidebar"),
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
}
