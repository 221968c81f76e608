"use client";

import { Menu, PanelLeft, Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { shellText } from "@/lib/text/shell";
import { runCommand } from "./commands";
import { DemoBadge } from "./demo-banner";
import { useShellState } from "./shell-provider";

export function SidebarButtons() {
  const open = useShellState((state) => state.sidebarOpen);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className="lg:hidden"
        aria-label={shellText.topbar.menu}
        aria-haspopup="dialog"
        onClick={() => runCommand("drawer")}
      >
        <Menu className="size-5" aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        className="max-lg:hidden"
        aria-label={open ? shellText.topbar.hide : shellText.topbar.show}
        aria-expanded={open}
        aria-controls="sidebar"
        data-tip-keys="mod B"
        onClick={() => runCommand("toggle-sidebar")}
      >
        <PanelLeft className="size-4" aria-hidden="true" />
      </Button>
    </>
  );
}

export function DemoMark() {
  const demo = useShellState((state) => state.demo);
  const admin = useShellState((state) => state.admin);
  return demo ? <DemoBadge admin={admin} /> : null;
}

export function SearchButton() {
  return (
    <Button
      variant="ghost"
      size="icon"
      // On a phone an open chat's title needs the room; the drawer has the search.
      className="lg:hidden max-md:[header:has([data-open-chat])_&]:hidden"
      aria-label={shellText.topbar.search}
      data-tip-keys="mod K"
      onClick={() => runCommand("palette")}
    >
      <Search className="size-5" aria-hidden="true" />
    </Button>
  );
}
