"use client";

import { useEffect } from "react";
import { useShell } from "./shell-provider";
import type { ChatList, ShellProject } from "./store";

/** Hands what a project's page was rendered with to the sidebar, which outlives the page. */
export function SeedProject({
  id,
  name,
  icon = null,
  color = null,
  chats,
}: ShellProject & { chats?: ChatList }) {
  const store = useShell();
  useEffect(() => store.seed({ id, name, icon, color }, chats), [store, id, name, icon, color, chats]);
  return null;
}
