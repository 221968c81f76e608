"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { ChatVariables } from "@/lib/client/chat/variables";
import type { Variable, VariableValues } from "@/lib/schemas";

/** The variables that a chat asks for; null where the prompts have none. The session takes them along when it sends. */
export function useChatVariables(
  session: ChatSession,
  variables: readonly Variable[],
  remembered: VariableValues | undefined,
): ChatVariables | null {
  const router = useRouter();
  if (!session.variables && variables.length > 0) {
    session.variables = new ChatVariables(session, variables, remembered ?? {});
  }
  useEffect(() => session.variables?.receive(variables, remembered), [session, variables, remembered]);
  useEffect(() => session.variables?.restore(), [session]);
  useEffect(() => {
    // The prompts ask for more than this page knows of: they were changed meanwhile.
    session.onUnknownVariables = () => router.refresh();
    return () => {
      session.onUnknownVariables = null;
    };
  }, [session, router]);
  return variables.length > 0 ? session.variables : null;
}
