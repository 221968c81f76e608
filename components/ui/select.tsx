"use client";

import type { KeyboardEvent } from "react";
import { SelectFace, type SelectProps, selectClass } from "./select-face";
import { useLazy } from "./use-lazy";

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
