"use client";

import { useParams, useRouter } from "next/navigation";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { leave } from "@/components/ui/leave-guard";
import { switchChat } from "@/lib/client/chat/switch-chat";
import { type ChatCommand, onCommand, runCommand, type ShellCommand } from "./commands";
import type { OverlayProps } from "./overlay-props";
import { useShell } from "./shell-provider";

type OverlayName = Exclude<ShellCommand, "toggle-sidebar" | "drawer" | ChatCommand>;

const OVERLAYS: Record<OverlayName, ComponentType<OverlayProps>> = {
  palette: deferred(() => import("./command-palette")),
  shortcuts: deferred(() => import("./shortcuts-sheet")),
  "create-project": deferred(() => import("@/components/projects/create-project-dialog")),
};
const Drawer = deferred(() => import("./drawer"));

/** Everything of the shell that opens over the page, fetched when first wanted, and the keys that open it. */
export function Overlays({ sidebar }: { sidebar: ReactNode }) {
  const store = useShell();
  const router = useRouter();
  const { projectId } = useParams<{ projectId?: string }>();
  const [open, setOpen] = useState<ShellCommand | null>(null);
  const [used, setUsed] = useState<readonly ShellCommand[]>([]);

  useEffect(
    () =>
      onCommand((command) => {
        if (command === "toggle-sidebar") return store.toggleSidebar();
        if (command === "rename-chat" || command === "share-chat") return setOpen(null);
        setUsed((now) => (now.includes(command) ? now : [...now, command]));
        setOpen(command);
      }),
    [store],
  );

  // A choice closes what it was made in. What was opened while another page was on its way stays open, but not over Back.
  useEffect(() => {
    const onBack = () => setOpen(null);
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const mod = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      if (mod && !event.shiftKey && !event.altKey && key === "k") runCommand("palette");
      else if (mod && !event.shiftKey && !event.altKey && key === "b") runCommand("toggle-sidebar");
      else if (mod && event.shiftKey && key === "o" && projectId)
        leave(() => switchChat(`/projects/${projectId}`) || router.push(`/projects/${projectId}`));
      else if (!mod && event.key === "?" && !isTyping(event.target)) runCommand("shortcuts");
      else return;
      event.preventDefault();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router, projectId]);

  const props = (name: ShellCommand): OverlayProps => ({
    open: open === name,
    onOpenChange: (next) => setOpen(next ? name : null),
  });
  return (
    <>
      {used.includes("drawer") ? <Drawer {...props("drawer")}>{sidebar}</Drawer> : null}
      {(Object.keys(OVERLAYS) as OverlayName[]).map((name) => {
        const Overlay = OVERLAYS[name];
        return used.includes(name) ? <Overlay key={name} {...props(name)} /> : null;
      })}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
