"use client";

import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FoldButton } from "@/components/ui/fold-button";
import type { Prompt } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";
import { estimateTokens } from "@/lib/tokens";
import { cn } from "@/lib/utils";
import { PromptText } from "./prompt-text";
import { roleLabel } from "./roles";

const LONG_CHARACTERS = 600;
const LONG_LINES = 7;

export function PromptCard({
  prompt,
  position,
  count,
  handle,
  onStep,
  onEdit,
  onRemove,
}: {
  prompt: Prompt;
  /** From 1. */
  position: number;
  count: number;
  handle: ComponentProps<"button">;
  onStep: (by: 1 | -1) => void;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState(false);
  const long = prompt.content.length > LONG_CHARACTERS || prompt.content.split("\n").length > LONG_LINES;
  const name = `prompt ${position}`;

  function onKeyDown(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the buttons inside
    <div onKeyDown={onKeyDown} className="flex flex-col gap-1.5 p-2">
      <div className="flex items-center gap-1.5">
        <button
          type="button"
          aria-label={promptsText.card.move(name)}
          className="grid h-8 w-6 shrink-0 cursor-grab place-items-center rounded-sm text-fg-subtle transition-colors hover:bg-hover active:cursor-grabbing touch:size-11"
          {...handle}
        >
          <GripVertical className="size-4" aria-hidden="true" />
        </button>
        <Badge tone={prompt.role === "system" ? "accent" : "neutral"}>{roleLabel(prompt.role)}</Badge>
        <span className="min-w-0 truncate text-fg-subtle text-xs tabular-nums">
          {promptsText.card.tokens(estimateTokens(prompt.content))}
        </span>
        <div className="ml-auto flex shrink-0">
          <div className="flex max-sm:hidden">
            <CardButton
              label={promptsText.card.moveUp(name)}
              disabled={position === 1}
              onClick={() => onStep(-1)}
            >
              <ArrowUp className="size-4" aria-hidden="true" />
            </CardButton>
            <CardButton
              label={promptsText.card.moveDown(name)}
              disabled={position === count}
              onClick={() => onStep(1)}
            >
              <ArrowDown className="size-4" aria-hidden="true" />
            </CardButton>
          </div>
          <CardButton label={promptsText.card.edit(name)} onClick={onEdit} data-edit="">
            <Pencil className="size-4" aria-hidden="true" />
          </CardButton>
          <CardButton label={promptsText.card.delete(name)} onClick={onRemove}>
            <Trash2 className="size-4" aria-hidden="true" />
          </CardButton>
        </div>
      </div>
      <div className="px-2 pb-1.5">
        <p dir="auto" className={cn("whitespace-pre-wrap break-words", long && !open && "line-clamp-6")}>
          <PromptText text={prompt.content} />
        </p>
        {long ? <FoldButton open={open} onToggle={() => setOpen(!open)} /> : null}
      </div>
    </div>
  );
}

function CardButton({ label, ...props }: ComponentProps<"button"> & { label: string; "data-edit"?: "" }) {
  return <Button variant="ghost" size="icon-sm" aria-label={label} data-tip={label} {...props} />;
}
