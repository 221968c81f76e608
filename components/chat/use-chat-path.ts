"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { arrived, pathAhead, subscribeToSwitches } from "@/lib/client/chat/switch-chat";

/** The path of what is shown; ahead of the router's while it catches up with a change from chat to chat. */
export function useChatPath(): string {
  const path = usePathname();
  const ahead = useSyncExternalStore(subscribeToSwitches, pathAhead, () => null);
  useEffect(() => arrived(path), [path]);
  return ahead ?? path;
}
