"use client";

import { ChevronDown } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "@/lib/utils";
import { fieldClass } from "./input";
import { useLazy } from "./use-lazy";

export type SelectOption<T extends string> = { value: T; label: string; icon?: ReactNode; hint?: string };

export type SelectProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
};

export const selectClass = cn(fieldClass, "flex h-control items-center justify-between gap-2 px-3");

export function SelectFace({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="flex min-w-0 items-center gap-2 truncate">{children}</span>
      <ChevronDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
    </>
  );
}

const load = () => import("./select-list");

/**
 * One of a few, as wide as what it stands in. Its list is fetched when the pointer or the focus reaches it: a page that
 * starts with the whole of it renders every option twice more before anybody looks.
 */
export function Select<T extends string>(props: SelectProps<T>) {
  const { Loaded: List, reach, open } = useLazy(load);
  if (List) return <List {...props} />;
  const { value, onValueChange: _, options, disabled, ...aria } = props;
  return (
    <button
      type="button"
      role="combobox"
      aria-expanded={false}
      aria-autocomplete="none"
      disabled={disabled}
      className={selectClass}
      {...reach}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        open();
      }}
      {...aria}
    >
      <SelectFace>{options.find((option) => option.value === value)?.label}</SelectFace>
    </button>
  );
}
