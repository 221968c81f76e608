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
import { paletteText } from "@/lib/text/palette";
import { runCommand } from "./commands";
import type { ShellProject } from "./store";

export type PaletteItem = {
  id: string;
  icon: LucideIcon;
  /** Shown in place of the icon. */
  project?: ShellProject;
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
    {
      id: "new-chat",
      icon: SquarePen,
      label: paletteText.commands.newChat,
      words: paletteText.commands.newChatWords,
      run: go(base),
    },
    {
      id: "prompts",
      icon: Sparkles,
      label: paletteText.commands.prompts,
      words: paletteText.commands.promptsWords,
      run: go(`${base}/prompts`),
    },
    {
      id: "files",
      icon: FileText,
      label: paletteText.commands.files,
      words: paletteText.commands.filesWords,
      run: go(`${base}/files`),
    },
    {
      id: "ask-files",
      icon: FileSearch,
      label: paletteText.commands.searchFiles,
      words: paletteText.commands.searchFilesWords,
      run: go(`${base}/files/ask`),
    },
    {
      id: "settings",
      icon: Settings2,
      label: paletteText.commands.settings,
      words: paletteText.commands.settingsWords,
      run: go(`${base}/settings`),
    },
    {
      id: "feedback",
      icon: ThumbsUp,
      label: feedbackText.title,
      words: paletteText.commands.feedbackWords,
      run: go(`${base}/feedback`),
    },
    {
      id: "versions",
      icon: History,
      label: paletteText.commands.versions,
      words: paletteText.commands.versionsWords,
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
      label: paletteText.commands.newProject,
      words: paletteText.commands.newProjectWords,
      run: () => runCommand("create-project"),
    },
    {
      id: "all-projects",
      icon: LayoutGrid,
      label: paletteText.commands.allProjects,
      words: paletteText.commands.allProjectsWords,
      run: go("/projects"),
    },
    {
      id: "account",
      icon: UserRound,
      label: paletteText.commands.account,
      words: paletteText.commands.accountWords,
      run: go("/account"),
    },
    {
      id: "usage",
      icon: ChartColumn,
      label: paletteText.commands.usage,
      words: paletteText.commands.usageWords,
      run: go("/usage"),
    },
    {
      id: "shortcuts",
      icon: Keyboard,
      label: paletteText.commands.shortcuts,
      words: paletteText.commands.shortcutsWords,
      run: () => runCommand("shortcuts"),
    },
    {
      id: "sidebar",
      icon: PanelLeft,
      label: paletteText.commands.sidebar,
      run: () => runCommand("toggle-sidebar"),
    },
    {
      id: "light",
      icon: Sun,
      label: paletteText.commands.light,
      words: paletteText.commands.themeWords,
      run: () => setTheme("light"),
    },
    {
      id: "dark",
      icon: Moon,
      label: paletteText.commands.dark,
      words: paletteText.commands.themeWords,
      run: () => setTheme("dark"),
    },
    {
      id: "system",
      icon: Monitor,
      label: paletteText.commands.system,
      words: paletteText.commands.themeWords,
      run: () => setTheme("system"),
    },
  ];
}
