import type { KeyboardEvent } from "react";

/** Whether this key press asks for the last message: ArrowUp in an empty field. */
export function editsLast(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.key !== "ArrowUp" || event.nativeEvent.isComposing) return false;
  const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
  return plain && event.currentTarget.value === "";
}

/** Opens the newest of the person's messages for editing, as its button does. @returns whether there is one */
export function openLastForEditing(): boolean {
  const buttons = document.querySelectorAll<HTMLButtonElement>("[data-edit-message]:not(:disabled)");
  const last = [...buttons].at(-1);
  last?.click();
  last?.closest("article")?.scrollIntoView({ block: "nearest" });
  return last !== undefined;
}
