"use client";

import { ArrowUp, Square } from "lucide-react";
import { type Ref, useId, useRef, useState } from "react";
import { sendsOnEnter } from "@/components/chat/enter-key";
import { useGrowingField } from "@/components/chat/use-growing-field";
import { formatNumber } from "@/components/ui/format";
import { codePoints } from "@/lib/schemas/code-points";
import { EMBED_LIMITS } from "@/lib/schemas/embed";
import { visitText as text } from "@/lib/text/embed";
import { paintOf } from "./colours";

export function VisitorComposer({
  busy,
  disabled = false,
  colour,
  fieldRef,
  onSend,
  onStop,
}: {
  busy: boolean;
  /** Shown as it would be, and does nothing. */
  disabled?: boolean;
  colour: string;
  fieldRef?: Ref<HTMLTextAreaElement>;
  /** False: it was not taken, and its text comes back. */
  onSend: (message: string) => Promise<boolean>;
  onStop: () => void;
}) {
  const [value, setValue] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const errorId = useId();
  useGrowingField(field, value);
  const message = value.trim();
  const excess = codePoints(message) - EMBED_LIMITS.messageMax;
  const tooLong = excess > 0;

  async function send(): Promise<void> {
    if (message === "" || tooLong || busy || disabled) return;
    setValue("");
    if (!(await onSend(message))) setValue((now) => (now === "" ? message : now));
  }

  return (
    <div className="flex flex-wrap items-end gap-2 border-line border-t bg-surface p-3">
      <textarea
        ref={(element) => {
          field.current = element;
          if (typeof fieldRef === "function") fieldRef(element);
          else if (fieldRef) fieldRef.current = element;
        }}
        aria-label={text.field}
        placeholder={text.placeholder}
        dir="auto"
        rows={1}
        value={value}
        disabled={disabled}
        aria-invalid={tooLong || undefined}
        aria-describedby={tooLong ? errorId : undefined}
        className="field-sizing-content block max-h-32 min-h-control min-w-0 flex-1 resize-none rounded-lg border border-line-strong bg-surface px-3 py-2 text-field aria-invalid:border-danger disabled:opacity-60"
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (!sendsOnEnter(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      <button
        type="button"
        aria-label={busy ? text.stop : text.send}
        disabled={disabled || (!busy && (message === "" || tooLong))}
        style={paintOf(colour)}
        className="grid size-control shrink-0 place-items-center rounded-full disabled:opacity-40"
        onClick={busy ? onStop : () => void send()}
      >
        {busy ? (
          <Square className="size-3.5 fill-current" aria-hidden="true" />
        ) : (
          <ArrowUp className="size-4" aria-hidden="true" />
        )}
      </button>
      {tooLong ? (
        <p id={errorId} role="alert" className="w-full text-danger-text text-sm">
          {text.tooLong(excess, formatNumber(EMBED_LIMITS.messageMax))}
        </p>
      ) : null}
    </div>
  );
}
