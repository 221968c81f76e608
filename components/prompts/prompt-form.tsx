"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatNumber } from "@/components/ui/format";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { messageOf } from "@/lib/client/api";
import { codePoints } from "@/lib/schemas/code-points";
import { LIMITS } from "@/lib/schemas/common";
import { variableProblem } from "@/lib/schemas/variables";
import { promptsText } from "@/lib/text/prompts";
import { estimateTokens } from "@/lib/tokens";
import { cn } from "@/lib/utils";
import { type Draft, PromptConflict, sameText } from "./prompt-api";
import { PromptConflictNotice } from "./prompt-conflict";
import { PromptVariables } from "./prompt-variables";
import { ROLES } from "./roles";

/** Writing or changing one prompt. Ctrl/Cmd+S and Ctrl/Cmd+Enter save, Esc leaves an unchanged one. */
export function PromptForm({
  label,
  submitLabel,
  saved,
  removed = false,
  save,
  onSaved,
  onCancel,
  onDirty,
  onTakeTheirs,
}: {
  label: string;
  submitLabel: string;
  /** As it is known to be saved now; somebody else may change it while it is open here, */
  saved: Draft;
  /** or remove it. */
  removed?: boolean;
  /** `overwrite`: the conflict the person has seen and decided to replace; `base`: what they began with. */
  save: (draft: Draft, overwrite: PromptConflict | null, base: Draft) => Promise<void>;
  onSaved: () => void;
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
  onTakeTheirs: (conflict: PromptConflict) => void;
}) {
  const id = useId();
  const [base] = useState(saved);
  const [draft, setDraft] = useState(base);
  const [failure, setFailure] = useState<string | null>(null);
  const [invalid, setInvalid] = useState<string | null>(null);
  const [conflict, setConflict] = useState<PromptConflict | null>(null);
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const dirty = !sameText(draft, base);
  const elsewhere = removed || !(sameText(saved, base) || sameText(saved, draft));
  const report = useRef(onDirty);
  report.current = onDirty;

  useEffect(() => {
    const field = text.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
    return () => report.current(false);
  }, []);
  useEffect(() => report.current(dirty), [dirty]);

  async function submit(overwrite: PromptConflict | null): Promise<void> {
    if (busy.current) return;
    const wrong = problem(draft.content);
    setInvalid(wrong);
    if (wrong) return text.current?.focus();
    busy.current = true;
    setPending(true);
    setFailure(null);
    try {
      await save(draft, overwrite, base);
      onSaved();
    } catch (error) {
      if (error instanceof PromptConflict) setConflict(error);
      else setFailure(promptsText.form.notSaved(messageOf(error)));
      setPending(false);
    } finally {
      busy.current = false;
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const mod = event.metaKey || event.ctrlKey;
    if (mod && (event.key.toLowerCase() === "s" || event.key === "Enter")) {
      event.preventDefault();
      void submit(null);
    } else if (event.key === "Escape" && !event.nativeEvent.isComposing && !dirty) {
      onCancel();
    }
  }

  return (
    <form
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit(null);
      }}
      className="flex flex-col gap-3 p-4"
    >
      {conflict ? (
        <PromptConflictNotice
          conflict={conflict}
          onKeepMine={() => {
            setConflict(null);
            void submit(conflict);
          }}
          onTakeTheirs={() => onTakeTheirs(conflict)}
        />
      ) : null}
      {elsewhere && !conflict && !pending ? (
        <Callout tone="info">
          {removed ? promptsText.changed.removedMeanwhile : promptsText.changed.meanwhile}
        </Callout>
      ) : null}
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div className="w-40">
          <Select
            aria-label={promptsText.form.role}
            value={draft.role}
            options={ROLES}
            onValueChange={(role) => setDraft({ ...draft, role })}
          />
        </div>
        <p className="text-fg-muted">{ROLES.find(({ value }) => value === draft.role)?.hint}</p>
      </div>
      <Textarea
        ref={text}
        aria-label={promptsText.form.text}
        aria-invalid={invalid ? true : undefined}
        aria-describedby={`${id}-count${invalid ? ` ${id}-error` : ""}`}
        className="max-h-[60dvh]"
        placeholder={promptsText.form.placeholder}
        value={draft.content}
        onChange={(event) => {
          setDraft({ ...draft, content: event.target.value });
          setInvalid(null);
        }}
      />
      {invalid ? (
        <p id={`${id}-error`} role="alert" className="text-danger-text">
          {invalid}
        </p>
      ) : null}
      <PromptVariables contents={[draft.content]} hint />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Count id={`${id}-count`} content={draft.content} />
        <div className="ml-auto flex gap-2">
          <Button onClick={onCancel}>{promptsText.form.cancel}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {submitLabel}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Count({ id, content }: { id: string; content: string }) {
  const length = codePoints(content);
  const over = length > LIMITS.promptMax;
  return (
    <p id={id} className={cn("text-xs tabular-nums", over ? "text-danger-text" : "text-fg-subtle")}>
      {promptsText.form.count(
        formatNumber(estimateTokens(content)),
        formatNumber(length),
        formatNumber(LIMITS.promptMax),
      )}
    </p>
  );
}

function problem(content: string): string | null {
  if (content.trim() === "") return promptsText.form.empty;
  const over = codePoints(content) - LIMITS.promptMax;
  if (over > 0) {
    return promptsText.form.tooLong(over, formatNumber(LIMITS.promptMax));
  }
  return variableProblem([content]);
}
