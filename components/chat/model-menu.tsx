"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { type ReactElement, useState } from "react";
import { itemClass, ModelList } from "@/components/settings/model-list";
import { useModelTitle } from "@/components/shell/use-model-title";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Effort } from "@/lib/schemas/effort";
import { composerText } from "@/lib/text/composer";
import { effortText } from "@/lib/text/effort";
import { cn } from "@/lib/utils";

/** Starts open: its code comes with the first press of the pill. */
export default function ModelMenu({
  trigger,
  own,
  projectModel,
  onChoose,
  efforts,
  effort,
  onEffort,
}: {
  trigger: ReactElement;
  own: string | null;
  projectModel: string;
  onChoose: (model: string | null) => void;
  /** What the model lets one choose; none: it has no such thing. */
  efforts: readonly Effort[];
  effort: Effort | null;
  onEffort: (effort: Effort | null) => void;
}) {
  const title = useModelTitle();
  const [open, setOpen] = useState(true);
  const choose = (model: string | null) => {
    onChoose(model === projectModel ? null : model);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="flex flex-col" align="end">
        <ModelList
          value={own ?? projectModel}
          above={projectModel}
          onChoose={choose}
          first={
            <Command.Item value="project default" onSelect={() => choose(null)} className={itemClass}>
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate">{title(projectModel)}</span>
                <span className="text-fg-subtle text-xs">{composerText.model.ofProject}</span>
              </span>
              {own === null ? (
                <Check className="size-4 shrink-0 text-accent-text" aria-hidden="true" />
              ) : null}
            </Command.Item>
          }
        />
        {efforts.length > 0 ? (
          <fieldset className="mt-2 border-line border-t pt-2">
            <legend className="sr-only">{effortText.label}</legend>
            <p aria-hidden="true" className="px-2 pb-1.5 text-fg-subtle text-xs">
              {effortText.label}
            </p>
            <div className="flex flex-wrap gap-1">
              {[null, ...efforts].map((value) => (
                <label
                  key={value ?? "default"}
                  className={cn(
                    "inline-flex h-8 flex-1 cursor-pointer items-center justify-center rounded-sm px-2 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring touch:h-11",
                    value === effort
                      ? "bg-accent-soft font-medium text-accent-text"
                      : "text-fg-muted hover:bg-hover",
                  )}
                >
                  <input
                    type="radio"
                    name="effort"
                    className="sr-only"
                    checked={value === effort}
                    onChange={() => onEffort(value)}
                  />
                  {value ? effortText.short[value] : effortText.default}
                </label>
              ))}
            </div>
          </fieldset>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}
