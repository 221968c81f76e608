"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { type Host, hostAt } from "@/lib/client/embed/host";
import { type Door, useVisit } from "@/lib/client/embed/use-visit";
import type { EmbedFace } from "@/lib/schemas";
import { visitText as text } from "@/lib/text/embed";
import { VisitorChats } from "./visitor-chats";
import { VisitorComposer } from "./visitor-composer";
import { VisitorHeader } from "./visitor-header";
import { VisitorLock } from "./visitor-lock";
import { VisitorMessageView } from "./visitor-message";
import { VisitorWelcome } from "./visitor-welcome";

/** The whole of what a visitor sees: in a web site's frame, or on the link's page. */
export function VisitorChat({
  door,
  face: shown,
}: {
  door: Door /** Null: a password comes first. */;
  face: EmbedFace | null;
}) {
  const visit = useVisit(door, shown === null);
  const [told, setFace] = useState<EmbedFace | null>(null);
  const [listing, setListing] = useState(false);
  const face = shown ?? told;
  const { phase, messages, busy, failure } = visit;
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const host = useRef<Host>(null);
  const { origin } = door;
  /** The visitor opened the widget before there was a field to write in. */
  const wanted = useRef(false);

  useEffect(() => {
    if (origin === null) return;
    const opened = hostAt(origin, () => {
      wanted.current = true;
      field.current?.focus();
    });
    host.current = opened;
    opened?.say("ready");
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) opened?.say("close");
    };
    window.addEventListener("keydown", onKey);
    return () => {
      opened?.leave();
      window.removeEventListener("keydown", onKey);
    };
  }, [origin]);

  useEffect(() => {
    if (phase === "open" && wanted.current) field.current?.focus();
  }, [phase]);

  const theme = face?.theme ?? "system";
  useLayoutEffect(() => {
    if (theme === "system") return;
    document.documentElement.classList.remove("light", "dark");
    document.documentElement.classList.add(theme);
  }, [theme]);

  // The end is what is read; whoever scrolled up is left there.
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is said moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [messages, listing]);

  if (phase === "locked" || (phase === "open" && !face)) {
    return (
      <main className="flex h-dvh">
        <VisitorLock onUnlock={async (password) => setFace(await visit.unlock(password))} />
      </main>
    );
  }
  if (!face) return <main aria-busy="true" className="h-dvh" />;

  const last = messages.at(-1);
  const send = (message: string) => {
    atEnd.current = true;
    return visit.ask(message);
  };
  const backToChat = () => {
    setListing(false);
    requestAnimationFrame(() => field.current?.focus());
  };
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <VisitorHeader
        title={face.title}
        colour={face.colour}
        onChats={() => {
          setListing(true);
          void visit.list();
        }}
        onNew={() => {
          visit.newChat();
          backToChat();
        }}
        onClose={origin === null ? undefined : () => host.current?.say("close")}
      />
      {listing ? (
        <VisitorChats
          chats={visit.chats}
          onOpen={(id) => {
            backToChat();
            void visit.openChat(id);
          }}
          onRemove={(id) => void visit.removeChat(id)}
          onForget={() => void visit.forget().then(backToChat)}
          onBack={backToChat}
        />
      ) : (
        <main className="flex min-h-0 flex-1 flex-col">
          <div
            ref={scroller}
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-4"
            onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
              atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
            }}
          >
            <section aria-label={text.messages} className="mx-auto flex w-full max-w-reading flex-col">
              {messages.length === 0 && phase === "open" ? (
                <VisitorWelcome face={face} onAsk={(question) => void send(question)} />
              ) : null}
              {messages.map((message) => (
                <VisitorMessageView
                  key={message.id}
                  message={message}
                  colour={face.colour}
                  onRate={visit.chatId && message.role === "assistant" ? visit.rate : null}
                />
              ))}
            </section>
          </div>
          <p className="sr-only" role="status">
            {last?.role === "assistant" && !busy ? last.text : ""}
          </p>
          <div className="mx-auto w-full max-w-reading">
            {failure ? (
              <div className="p-3">
                <Callout tone="danger">{failure}</Callout>
              </div>
            ) : null}
            <VisitorComposer
              busy={busy}
              disabled={phase !== "open"}
              colour={face.colour}
              fieldRef={field}
              onSend={send}
              onStop={() => void visit.stop()}
            />
          </div>
        </main>
      )}
    </div>
  );
}
