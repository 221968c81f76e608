"use client";

import { Check } from "lucide-react";
import * as Primitive from "radix-ui/select";
import { cn } from "@/lib/utils";
import { floatClass, floatPlace, menuItemClass } from "./menu-styles";
import { SelectFace, type SelectProps, selectClass } from "./select-face";

/** A select that was opened: what `Select` becomes. */
export default function SelectList<T extends string>({
  value,
  onValueChange,
  options,
  disabled,
  ...aria
}: SelectProps<T>) {
  return (
    <Primitive.Root
      defaultOpen
      value={value}
      onValueChange={(next) => onValueChange(next as T)}
      disabled={disabled ?? false}
    >
      <Primitive.Trigger className={selectClass} {...aria}>
        <SelectFace>
          <Primitive.Value />
        </SelectFace>
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
