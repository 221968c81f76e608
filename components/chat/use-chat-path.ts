"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { arrived, pathAhead, subscribeToJumps } from "@/lib/client/chat/jump";

/** The path of what is shown; ahead of the router's while it catches up with a change from chat to chat. */
export function useChatPath(): string {
  const path = usePathname();
  const ahead = useSyncExternalStore(subscribeToJumps, pathAhead, () => null);
  useEffect(() => arrived(path), [path]);
  return ahead ?? path;
}
