"use client";

import { Pencil } from "lucide-react";
import { type Ref, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FoldButton } from "@/components/ui/fold-button";
import { filesOf, type MessageFile } from "@/lib/client/chat/files";
import type { ChatSession } from "@/lib/client/chat/session";
import { isLocal, type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { messagesText } from "@/lib/text/messages";
import { CopyButton } from "./copy-button";
import { EditForm } from "./edit-form";
import { MessageFiles } from "./message-files";
import { actionRow } from "./message-styles";
import { SiblingPicker } from "./sibling-picker";

/** Longer messages (characters, lines) start folded. */
const FOLD_CHARACTERS = 2_000;
const FOLD_LINES = 20;

/** Edits that the server refused: the message comes back as it was, and its form with what was typed. */
const refused = new Map<string, { text: string; files: MessageFile[] }>();

export function UserMessage({
  session,
  message,
  painted,
}: {
  session: ChatSession;
  message: ThreadMessage;
  painted: boolean;
}) {
  const [editing, setEditing] = useState(() => refused.has(message.id));
  const editButton = useRef<HTMLButtonElement>(null);
  const text = textOf(message);
  if (editing) {
    return (
      <EditForm
        session={session}
        text={refused.get(message.id)?.text ?? text}
        files={refused.get(message.id)?.files ?? filesOf(message)}
        onCancel={() => {
          refused.delete(message.id);
          setEditing(false);
          requestAnimationFrame(() => editButton.current?.focus());
        }}
        onSend={async (changed, files) => {
          refused.set(message.id, { text: changed, files });
          const { ok } = await session.send(changed, { parentId: message.parentId, files });
          if (ok) refused.delete(message.id);
        }}
      />
    );
  }
  return (
    <div className="flex flex-col items-end">
      <MessageFiles message={message} />
      <div className="max-w-[85%] rounded-xl bg-hover px-4 py-2.5">
        <Folded text={text} />
      </div>
      <div className={actionRow}>
        {painted ? (
          <Actions
            session={session}
            message={message}
            editButton={editButton}
            onEdit={() => setEditing(true)}
          />
        ) : null}
      </div>
    </div>
  );
}

function Actions({
  session,
  message,
  editButton,
  onEdit,
}: {
  session: ChatSession;
  message: ThreadMessage;
  editButton: Ref<HTMLButtonElement>;
  onEdit: () => void;
}) {
  return (
    <>
      <SiblingPicker session={session} message={message} />
      <CopyButton text={() => textOf(message)} label={messagesText.own.copy} />
      {/* Also while a reply is under way: its form waits with sending. */}
      <Button
        ref={editButton}
        variant="ghost"
        size="icon-sm"
        aria-label={messagesText.own.edit}
        data-tip={messagesText.own.edit}
        data-edit-message=""
        disabled={isLocal(message.id)}
        onClick={onEdit}
      >
        <Pencil className="size-4" aria-hidden="true" />
      </Button>
    </>
  );
}

function Folded({ text }: { text: string }) {
  const long = text.length > FOLD_CHARACTERS || text.split("\n", FOLD_LINES + 1).length > FOLD_LINES;
  const [open, setOpen] = useState(false);
  return (
    <>
      <p
        dir="auto"
        className={`whitespace-pre-wrap break-words [overflow-wrap:anywhere] ${long && !open ? "line-clamp-12" : ""}`}
      >
        {long && !open ? text.slice(0, FOLD_CHARACTERS) : text}
      </p>
      {long ? <FoldButton open={open} onToggle={() => setOpen(!open)} /> : null}
    </>
  );
}
