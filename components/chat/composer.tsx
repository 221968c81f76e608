"use client";

import { Paperclip } from "lucide-react";
import { type ClipboardEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { DropOverlay } from "@/components/files/drop-overlay";
import { useFileDrop } from "@/components/files/use-file-drop";
import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { formatNumber } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import { attachmentsOf } from "@/lib/client/attachments";
import { messageFile } from "@/lib/client/chat/files";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { LIMITS } from "@/lib/client/limits";
import { codePoints } from "@/lib/schemas/code-points";
import { composerText } from "@/lib/text/composer";
import { AttachmentList } from "./attachment-list";
import { editsLast, openLastForEditing } from "./edit-last";
import { sendsOnEnter } from "./enter-key";
import { ModelPill } from "./model-pill";
import { type HugePaste, hugePaste, namedApart, textFile } from "./paste";
import { PasteOffer } from "./paste-offer";
import { SendButtons } from "./send-buttons";
import { useComposerMenu } from "./use-composer-menu";
import { useDraft } from "./use-draft";
import { useGrowingField } from "./use-growing-field";
import { useQueue } from "./use-queue";

/** Fetched with the first `@` or `/`. */
const ComposerMenu = deferred(() => import("./composer-menu"));
/** Fetched with the first message that waits. */
const QueuedMessages = deferred(() => import("./queued-messages"));

export function Composer({
  session,
  maxFileBytes,
  model,
  seeing,
  placeholder,
  onFirstInput,
}: {
  session: ChatSession;
  /** Bytes. */
  maxFileBytes: number;
  model: string;
  /** Whether the model can be given pictures. */
  seeing: boolean;
  placeholder: string;
  /** The person is about to write: what the thread needs can be fetched. */
  onFirstInput: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const sentAt = useRef(Number.NEGATIVE_INFINITY);
  const phase = useThread(session, (state) => state.phase);
  const attachments = attachmentsOf(session, maxFileBytes);
  const files = useSyncExternalStore(
    attachments.subscribe,
    () => attachments.items,
    () => attachments.items,
  );
  const [paste, setPaste] = useState<HugePaste | null>(null);
  // Before the draft: what waited when the page went is no part of it.
  const { queue, state: queued } = useQueue(session);
  const draft = useDraft(session, field);
  useGrowingField(field, draft.text);
  const menu = useComposerMenu(field, (choice) => {
    draft.insert("prompt" in choice ? choice.prompt.content : "");
    if ("file" in choice) attachments.name(choice.file);
  });
  const own = useThread(session, (state) => state.model);
  const busy = phase !== "idle";
  const uploading = files.some(({ state }) => state === "uploading" || state === "reading");
  const tooMany = files.length > LIMITS.filesPerMessage;
  const excess = codePoints(draft.text) - LIMITS.messageMax;
  const tooLong = excess > 0;
  const complete = !uploading && !tooLong && !tooMany && draft.text.trim() !== "";
  const ready = complete && !busy;

  useEffect(() => {
    // Whoever has moved the focus meanwhile keeps it; the link that led here gives it up.
    const at = document.activeElement;
    const free = !at || at === document.body || at instanceof HTMLAnchorElement;
    if (free && window.matchMedia("(hover: hover)").matches) field.current?.focus({ preventScroll: true });
  }, []);

  const attachedNow = () => files.flatMap(({ file }) => (file ? [messageFile(session.projectId, file)] : []));

  /** Waits for the reply that is under way. */
  function enqueue(): void {
    if (!complete || !queue) return;
    const taken = draft.take();
    if (queue.add(draft.text, attachedNow())) {
      taken.confirm();
      attachments.clear();
    } else {
      taken.restore();
      toast.info(composerText.queueFull);
    }
    field.current?.focus();
  }

  async function send(): Promise<void> {
    if (session.busy) return enqueue();
    if (!ready) return;
    sentAt.current = performance.now();
    const text = draft.text;
    const attached = attachedNow();
    const taken = draft.take();
    if (window.matchMedia("(hover: hover)").matches) field.current?.focus();
    const outcome = await session.send(text, { files: attached });
    if (outcome.ok) {
      taken.confirm();
      attachments.clear();
    } else taken.restore();
  }

  function attach(chosen: Iterable<File>): void {
    attachments.add([...chosen].map((file) => namedApart(file)));
  }

  function onPaste(event: ClipboardEvent): void {
    const { files: pasted } = event.clipboardData;
    const text = event.clipboardData.getData("text/plain");
    if (pasted.length > 0 && text === "") {
      event.preventDefault();
      attach(pasted);
      return;
    }
    const huge = hugePaste(text);
    if (!huge) return;
    event.preventDefault();
    setPaste(huge);
  }

  const over = useFileDrop(true, (dropped, folders) => {
    if (folders > 0) toast.error(composerText.field.noFolders);
    attach(dropped);
    field.current?.focus();
  });

  return (
    <form
      aria-label={composerText.field.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      className="relative rounded-2xl border border-line-strong bg-surface shadow-card transition-colors focus-within:border-ring"
    >
      {over ? <DropOverlay>{composerText.field.drop}</DropOverlay> : null}
      {menu.trigger ? (
        <ComposerMenu projectId={session.projectId} trigger={menu.trigger} {...menu.list} />
      ) : null}
      {paste ? (
        <PasteOffer
          paste={paste}
          onFile={() => {
            attach([textFile(paste.text)]);
            setPaste(null);
            field.current?.focus();
          }}
          onText={() => {
            setPaste(null);
            draft.insert(paste.text);
          }}
          onCancel={() => {
            setPaste(null);
            field.current?.focus();
          }}
        />
      ) : null}
      {queue && queued.items.length > 0 ? (
        <QueuedMessages queue={queue} state={queued} busy={busy} onDone={() => field.current?.focus()} />
      ) : null}
      <AttachmentList
        files={files}
        projectId={session.projectId}
        model={seeing || own !== null ? null : model}
        onRemove={(key) => {
          attachments.remove(key);
          field.current?.focus();
        }}
        onRetry={(key) => attachments.retry(key)}
        onKeep={(key) => void attachments.keep(key).catch((error) => toast.error(messageOf(error)))}
      />
      <div className="px-4 pt-3">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={composerText.field.label}
          data-main-field=""
          aria-describedby={tooLong ? "composer-limit" : undefined}
          placeholder={placeholder}
          enterKeyHint="send"
          className="field-sizing-content block max-h-[8lh] w-full resize-none bg-transparent text-base outline-none placeholder:truncate"
          onChange={() => {
            draft.read();
            menu.look();
            onFirstInput();
          }}
          {...menu.field}
          onPaste={onPaste}
          onKeyDown={(event) => {
            if (menu.onKeyDown(event)) return;
            if (editsLast(event)) {
              if (openLastForEditing()) event.preventDefault();
              return;
            }
            if (!sendsOnEnter(event)) return;
            event.preventDefault();
            void send();
          }}
        />
      </div>
      <div className="flex items-center gap-2 px-2 pt-1 pb-2">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            attach(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
            field.current?.focus();
          }}
        />
        <Button
          variant="ghost"
          size="icon"
          shape="round"
          aria-label={composerText.field.attach}
          data-tip={composerText.field.attach}
          onClick={() => picker.current?.click()}
        >
          <Paperclip className="size-4" aria-hidden="true" />
        </Button>
        {tooLong ? (
          <p id="composer-limit" role="alert" className="min-w-0 flex-1 text-danger-text text-sm">
            {composerText.field.tooLong(formatNumber(excess))}
          </p>
        ) : tooMany ? (
          <p role="alert" className="min-w-0 flex-1 text-danger-text text-sm">
            {composerText.field.tooManyFiles(LIMITS.filesPerMessage)}
          </p>
        ) : (
          <span className="flex-1" />
        )}
        <ModelPill session={session} projectModel={model} />
        <SendButtons
          session={session}
          phase={phase}
          ready={ready}
          waits={busy && complete}
          sentAt={sentAt}
          onQueue={enqueue}
          onDone={() => field.current?.focus()}
        />
      </div>
    </form>
  );
}
