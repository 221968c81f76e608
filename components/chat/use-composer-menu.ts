"use client";

import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { Choice, MenuKeys } from "./composer-menu";
import { type Trigger, triggerAt } from "./composer-trigger";

/** The list that `@` and `/` open. What is chosen takes the place of what asked for it, which is then selected. */
export function useComposerMenu(
  field: RefObject<HTMLTextAreaElement | null>,
  onChoose: (choice: Choice) => void,
) {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [option, setOption] = useState<string | null>(null);
  const keys = useRef<MenuKeys>(null);

  function look(): void {
    const element = field.current;
    if (!element) return;
    const alone = element.selectionStart === element.selectionEnd;
    setTrigger(alone ? triggerAt(element.value, element.selectionStart) : null);
  }

  return {
    trigger,
    look,
    /** @returns whether the list has used the key up */
    onKeyDown(event: KeyboardEvent): boolean {
      if (!trigger || event.nativeEvent.isComposing) return false;
      if (event.key === "Escape") setTrigger(null);
      else if (!keys.current?.onKey(event.key)) return false;
      event.preventDefault();
      return true;
    },
    list: {
      keys,
      onActive: setOption,
      onChoose(choice: Choice): void {
        if (!trigger) return;
        field.current?.setSelectionRange(trigger.from, trigger.to);
        onChoose(choice);
        setTrigger(null);
      },
    },
    field: {
      onSelect: () => trigger && look(),
      onBlur(event: FocusEvent<HTMLTextAreaElement>): void {
        if (!event.currentTarget.form?.contains(event.relatedTarget)) setTrigger(null);
      },
      "aria-autocomplete": "list" as const,
      "aria-controls": trigger ? "composer-menu" : undefined,
      "aria-activedescendant": trigger && option ? option : undefined,
    },
  };
}
