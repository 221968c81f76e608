"use client";

import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { draftKey, readDraft, writeDraft } from "@/lib/client/drafts";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

/**
 * The text of the composer and its kept copy. The field itself holds the text, for typing a long one must not render;
 * the copy of a message being sent stays until the server has taken it, so a reload or a sign-in loses nothing.
 */
export function useDraft(session: ChatSession, field: RefObject<HTMLTextAreaElement | null>) {
  const [text, setText] = useState("");
  const keyNow = () => draftKey(session.projectId, session.state.chatId);

  useBrowserLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    // What was typed before the page came to life counts more than an older draft.
    if (element.value === "") element.value = readDraft(draftKey(session.projectId, session.state.chatId));
    setText(element.value);
  }, [session, field]);

  function put(value: string): void {
    if (field.current) field.current.value = value;
    setText(value);
  }

  return {
    text,
    /** Takes over what was typed. */
    read(): void {
      const value = field.current?.value ?? "";
      setText(value);
      writeDraft(keyNow(), value);
    },
    /** Puts text in place of the selection. */
    insert(addition: string): void {
      const element = field.current;
      if (!element) return;
      element.setRangeText(addition, element.selectionStart, element.selectionEnd, "end");
      element.focus();
      setText(element.value);
      writeDraft(keyNow(), element.value);
    },
    /** Empties the field for a message on its way. */
    take() {
      const value = field.current?.value ?? text;
      const key = keyNow();
      put("");
      return {
        /** The server has it: what was typed since is the draft now. */
        confirm(): void {
          writeDraft(key, "");
          writeDraft(keyNow(), field.current?.value ?? "");
        },
        /** The server refused: the message returns, before what was typed since. */
        restore(): void {
          const since = field.current?.value ?? "";
          const both = since === "" ? value : `${value}\n\n${since}`;
          put(both);
          writeDraft(keyNow(), both);
        },
      };
    },
  };
}
