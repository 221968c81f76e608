import type { KeyboardEvent } from "react";

/** Whether this key press sends: Enter without Shift, outside of an input method, not on a touch screen. */
export function sendsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return false;
  // 229: Safari ends the composition before the key press that ended it arrives.
  if (event.nativeEvent.isComposing || event.keyCode === 229) return false;
  return event.ctrlKey || event.metaKey || !onTouchScreen();
}

function onTouchScreen(): boolean {
  return window.matchMedia("(pointer: coarse) and (hover: none)").matches;
}
