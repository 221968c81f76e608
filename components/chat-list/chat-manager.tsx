"use client";

import { Archive, ArchiveRestore, MessagesSquare, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import type { Chat } from "@/lib/schemas";
import { chatListText } from "@/lib/text/chat-list";
import { type ChatPage, deleteChats, markChats, readChats } from "./chat-calls";
import { ChatRow } from "./chat-row";
import { ChatTabs } from "./chat-tabs";

/** All chats of a project, or those put aside, to do something to several at once. */
export function ChatManager({
  projectId,
  archived,
  initial,
}: {
  projectId: string;
  archived: boolean;
  initial: ChatPage;
}) {
  const [chats, setChats] = useState(initial.chats);
  const [cursor, setCursor] = useState(initial.nextCursor);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<"more" | "mark" | "delete" | null>(null);
  const [asking, setAsking] = useState(false);
  const chosen = chats.filter(({ id }) => selected.has(id));

  function toggle(chat: Chat): void {
    const next = new Set(selected);
    if (!next.delete(chat.id)) next.add(chat.id);
    setSelected(next);
  }

  async function act(kind: "mark" | "delete", work: (chats: Chat[]) => Promise<Set<string>>): Promise<void> {
    setBusy(kind);
    const before = chats;
    const gone = await work(chosen);
    setChats((now) => now.filter(({ id }) => !gone.has(id)));
    setSelected(new Set(chosen.filter(({ id }) => !gone.has(id)).map(({ id }) => id)));
    if (gone.size < chosen.length) {
      toast.error(chatListText.list.failed(chosen.length - gone.size));
    } else {
      toast.success(
        chatListText.list.done(gone.size, kind === "delete" ? "deleted" : archived ? "restored" : "archived"),
        kind === "delete"
          ? {}
          : { action: { label: chatListText.list.undo, run: () => void undo(chosen, before) } },
      );
    }
    setBusy(null);
    setAsking(false);
  }

  /** Back where they stood; what has come since stays below. */
  async function undo(moved: Chat[], before: Chat[]): Promise<void> {
    const back = await markChats(moved, archived);
    setChats((now) => {
      const here = new Set(now.map(({ id }) => id));
      const stood = new Set(before.map(({ id }) => id));
      return [
        ...before.filter(({ id }) => here.has(id) || back.has(id)),
        ...now.filter(({ id }) => !stood.has(id)),
      ];
    });
    if (back.size < moved.length) toast.error(chatListText.list.failed(moved.length - back.size));
  }

  async function more(): Promise<void> {
    setBusy("more");
    try {
      const page = await readChats(projectId, archived, cursor);
      setChats((now) => [...now, ...page.chats.filter(({ id }) => !now.some((chat) => chat.id === id))]);
      setCursor(page.nextCursor);
    } catch (error) {
      toast.error(chatListText.list.olderFailed(messageOf(error)));
    }
    setBusy(null);
  }

  const all = chats.length > 0 && chosen.length === chats.length;
  return (
    <div className="flex flex-col gap-4">
      <ChatTabs projectId={projectId} current={archived ? "archived" : "active"} />
      {chats.length === 0 ? (
        <EmptyState
          icon={MessagesSquare}
          title={archived ? chatListText.list.noArchived : chatListText.list.noChats}
          action={
            <Link href={`/projects/${projectId}`} className={buttonClass({ variant: "primary" })}>
              {chatListText.list.newChat}
            </Link>
          }
        >
          {archived ? chatListText.list.archiveHint : chatListText.list.chatHint}
        </EmptyState>
      ) : (
        <>
          <div className="flex min-h-10 flex-wrap items-center gap-2">
            <label className="flex min-h-8 items-center gap-3 pl-4 touch:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = chosen.length > 0 && !all;
                }}
                onChange={() => setSelected(new Set(all ? [] : chats.map(({ id }) => id)))}
              />
              <span aria-live="polite">
                {chosen.length > 0 ? chatListText.list.selected(chosen.length) : chatListText.list.selectAll}
              </span>
            </label>
            {chosen.length > 0 ? (
              <span className="ml-auto flex gap-2">
                <Button
                  size="sm"
                  pending={busy === "mark"}
                  onClick={() => void act("mark", (them) => markChats(them, !archived))}
                >
                  {archived ? (
                    <ArchiveRestore className="size-4" aria-hidden="true" />
                  ) : (
                    <Archive className="size-4" aria-hidden="true" />
                  )}
                  {archived ? chatListText.list.restore : chatListText.list.archive}
                </Button>
                <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
                  <Trash2 className="size-4" aria-hidden="true" />
                  {chatListText.list.delete}
                </Button>
              </span>
            ) : null}
          </div>
          <ul
            aria-label={archived ? chatListText.list.archivedTitle : chatListText.list.title}
            className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card"
          >
            {chats.map((chat) => (
              <ChatRow
                key={chat.id}
                chat={chat}
                selected={selected.has(chat.id)}
                onToggle={() => toggle(chat)}
              />
            ))}
          </ul>
          {cursor ? (
            <Button className="self-center" pending={busy === "more"} onClick={() => void more()}>
              {chatListText.list.older}
            </Button>
          ) : null}
        </>
      )}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={chatListText.list.deleteTitle(chosen.length)}
        description={chatListText.list.deleteBody}
        confirmLabel={chatListText.list.delete}
        pending={busy === "delete"}
        onConfirm={() => void act("delete", deleteChats)}
      />
    </div>
  );
}
