"use client";

import { useEffect } from "react";
import { useShell } from "./shell-provider";
import type { ChatList, ShellProject } from "./store";

/** Hands what a project's page was rendered with to the sidebar, which outlives the page. */
export function SeedProject({ id, name, chats }: ShellProject & { chats?: ChatList }) {
  const store = useShell();
  useEffect(() => store.seed({ id, name }, chats), [store, id, name, chats]);
  return null;
}
