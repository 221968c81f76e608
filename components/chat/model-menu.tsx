"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { type ReactElement, useState } from "react";
import { itemClass, ModelList } from "@/components/settings/model-list";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { shortModelName } from "@/lib/schemas/model-name";

/** Starts open: its code comes with the first press of the pill. */
export default function ModelMenu({
  trigger,
  own,
  projectModel,
  onChoose,
}: {
  trigger: ReactElement;
  own: string | null;
  projectModel: string;
  onChoose: (model: string | null) => void;
}) {
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
          value={own ?? ""}
          onChoose={choose}
          first={
            <Command.Item value="project default" onSelect={() => choose(null)} className={itemClass}>
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate">{shortModelName(projectModel)}</span>
                <span className="text-fg-subtle text-xs">this project’s model</span>
              </span>
              {own === null ? (
                <Check className="size-4 shrink-0 text-accent-text" aria-hidden="true" />
              ) : null}
            </Command.Item>
          }
        />
      </PopoverContent>
    </Popover>
  );
}
