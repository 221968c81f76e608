"use client";

import { ChevronDown, Share2, SquarePen } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { chatIdOf } from "@/components/chat/chat-url";
import { Button, buttonClass } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { shellText } from "@/lib/text/shell";
import { onCommand } from "./commands";
import { printChat } from "./print-chat";
import { RenameChat } from "./rename-chat";
import { useOpenChat } from "./use-open-chat";

const ShareDialog = deferred(async () => ({
  default: (await import("@/components/share/share-dialog")).ShareDialog,
}));

const MoveChat = deferred(() => import("./move-chat"));

/** The open chat's title, live, as the last crumb; with what can be done to the chat. */
export function ChatTitle({ projectId }: { projectId: string }) {
  const chat = useOpenChat(projectId);
  const [renaming, setRenaming] = useState(false);
  useEffect(() => onCommand((command) => command === "rename-chat" && setRenaming(true)), []);
  if (!chat) return null;
  return (
    <>
      <li aria-hidden="true" className="text-fg-subtle max-lg:hidden">
        /
      </li>
      <li aria-current="page" data-open-chat="" className="flex min-w-0 shrink-[3]">
        {renaming ? (
          <RenameChat chat={chat} onDone={() => setRenaming(false)} />
        ) : (
          <LazyMenu
            load={() => import("./chat-menu")}
            menu={{ chat, current: true, onRename: () => setRenaming(true) }}
          >
            <button
              type="button"
              data-tip-clipped=""
              data-tip={chat.title}
              className="flex min-h-8 min-w-0 items-center gap-1 rounded-md px-1.5 text-fg-muted transition-colors hover:bg-hover hover:text-fg touch:min-h-11"
            >
              <span className="truncate" dir="auto">
                {chat.title}
              </span>
              <ChevronDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            </button>
          </LazyMenu>
        )}
      </li>
    </>
  );
}

/** In sight wherever a chat is open, on a phone too. */
export function ChatButtons({ projectId }: { projectId: string }) {
  const chat = useOpenChat(projectId);
  const [sharing, setSharing] = useState(false);
  const [asked, setAsked] = useState(false);
  const [moving, setMoving] = useState(false);
  const router = useRouter();
  useEffect(
    () =>
      onCommand((command) => {
        if (command === "move-chat") setMoving(true);
        if (command !== "share-chat") return;
        setAsked(true);
        setSharing(true);
      }),
    [],
  );
  useEffect(() => {
    // The page holds only the messages near to what is read, in a window that scrolls.
    const onPrintKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      if (event.defaultPrevented || event.key.toLowerCase() !== "p") return;
      // A new chat has its address before its title and its place in the list are known.
      const chatId = chatIdOf(window.location.pathname);
      if (!chatId) return;
      event.preventDefault();
      printChat({ id: chatId });
    };
    window.addEventListener("keydown", onPrintKey);
    return () => window.removeEventListener("keydown", onPrintKey);
  }, []);
  if (!chat) return null;
  return (
    <div className="flex items-center">
      <Link
        href={`/projects/${projectId}`}
        prefetch={false}
        aria-label={shellText.chat.new}
        data-tip={shellText.chat.new}
        data-tip-keys="mod Shift O"
        className={buttonClass({ variant: "ghost", size: "icon" })}
      >
        <SquarePen className="size-4" aria-hidden="true" />
      </Link>
      <Button
        variant="ghost"
        size="icon"
        aria-label={shellText.chat.share}
        data-tip={shellText.chat.shareTitle}
        onPointerEnter={() => void ShareDialog.load().catch(() => undefined)}
        onClick={() => {
          setAsked(true);
          setSharing(true);
        }}
      >
        <Share2 className="size-4" aria-hidden="true" />
      </Button>
      {asked ? <ShareDialog chat={chat} open={sharing} onOpenChange={setSharing} /> : null}
      {moving ? (
        <MoveChat chat={chat} onClose={() => setMoving(false)} onMoved={(path) => router.push(path)} />
      ) : null}
    </div>
  );
}
