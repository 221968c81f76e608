"use client";

import { Check, ChevronDown } from "lucide-react";
import * as Primitive from "radix-ui/select";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";
import { fieldClass } from "./input";
import { floatClass, floatPlace, menuItemClass } from "./menu-styles";

export type SelectOption<T extends string> = { value: T; label: string; icon?: ReactNode; hint?: string };

/** As wide as what it stands in. */
export function Select<T extends string>({
  value,
  onValueChange,
  options,
  disabled,
  ...aria
}: {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
}) {
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => onValueChange(next as T)}
      disabled={disabled ?? false}
    >
      <Primitive.Trigger
        className={cn(fieldClass, "flex h-control items-center justify-between gap-2 px-3")}
        {...aria}
      >
        <span className="flex min-w-0 items-center gap-2 truncate">
          <Primitive.Value />
        </span>
        <Primitive.Icon asChild>
          <ChevronDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          {...floatPlace}
          className={cn(
            floatClass,
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden",
          )}
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item key={option.value} value={option.value} className={cn(menuItemClass, "pr-8")}>
                {option.icon}
                <span className="flex flex-col">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.hint ? <span className="text-fg-subtle text-xs">{option.hint}</span> : null}
                </span>
                <Primitive.ItemIndicator className="absolute right-2">
                  <Check aria-hidden="true" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
