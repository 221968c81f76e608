"use client";

import { useEffect } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { subscribeToPlace } from "@/lib/client/chat/switch-chat";
import { chatIdOf, messageIdOf } from "./chat-url";

/** Leads to the message that the address names; an address that names none leads to the newest ones. */
export function usePlace(session: ChatSession): void {
  useEffect(() => {
    const go = () => {
      const { pathname, hash } = window.location;
      if (chatIdOf(pathname) !== session.state.chatId) return;
      const messageId = messageIdOf(hash);
      if (messageId) void session.showMessage(messageId);
      else void session.toNewest();
    };
    go();
    return subscribeToPlace(go);
  }, [session]);
}
