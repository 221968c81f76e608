"use client";

import { type KeyboardEvent, useId } from "react";
import { fieldClass } from "@/components/ui/input";
import { variablesText } from "@/lib/text/variables";
import { cn } from "@/lib/utils";

/** One variable's value. It grows with its text; Enter leads on instead of breaking the line, Shift+Enter breaks it. */
export function VariableField({
  name,
  value,
  required,
  missing = false,
  tooLong = false,
  error,
  onChange,
  onBlur,
  onEnter,
}: {
  name: string;
  value: string;
  required: boolean;
  /** It must be filled in before anything can be sent, and somebody tried. */
  missing?: boolean;
  tooLong?: boolean;
  /** What the server said of it. */
  error?: string | undefined;
  onChange: (value: string) => void;
  onBlur?: () => void;
  onEnter?: (field: HTMLTextAreaElement) => void;
}) {
  const id = useId();
  const wrong = missing ? variablesText.missing : tooLong ? variablesText.tooLong : error;
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || !onEnter) return;
    event.preventDefault();
    onEnter(event.currentTarget);
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="flex gap-1 text-sm">
        <span className="min-w-0 truncate font-medium" dir="auto" data-tip-clipped="" data-tip={name}>
          {name}
        </span>
        {required ? null : <span className="shrink-0 text-fg-muted">{variablesText.optional}</span>}
      </label>
      <textarea
        id={id}
        rows={1}
        dir="auto"
        data-variable={name}
        value={value}
        aria-required={required || undefined}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        className={cn(
          fieldClass,
          "field-sizing-content block max-h-40 min-h-control resize-none px-3 py-1.5 touch:py-2.5",
        )}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
      {wrong ? (
        <p id={`${id}-error`} className="text-danger-text text-xs">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}
