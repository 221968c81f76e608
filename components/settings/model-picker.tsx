"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useModelTitle } from "@/components/shell/use-model-title";
import type { FieldControlProps } from "@/components/ui/field";
import { fieldClass } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { settingsText } from "@/lib/text/settings";
import { cn } from "@/lib/utils";
import { ModelList } from "./model-list";

/** The provider's models with search; a name it does not list can be used as well. */
export function ModelPicker({
  control,
  value,
  onChange,
}: {
  control: FieldControlProps;
  value: string;
  onChange: (model: string) => void;
}) {
  const title = useModelTitle();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          {...control}
          aria-haspopup="dialog"
          className={cn(fieldClass, "flex h-control items-center justify-between gap-2 px-3 text-left")}
        >
          <span className="min-w-0 truncate" dir="auto">
            {value ? title(value) : settingsText.models.choose}
          </span>
          <ChevronDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="flex min-w-(--radix-popover-trigger-width) flex-col">
        <ModelList
          value={value}
          onChoose={(model) => {
            onChange(model);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
