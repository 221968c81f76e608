"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";

const EDGE_PX = 56;
const SCROLL_PX = 12;

/**
 * Reordering by pointer (mouse, pen, finger) and by keyboard. The list moves while it is dragged; `commit` gets the
 * new order once, when it is dropped or a key was pressed.
 */
export function useReorder({
  ids,
  onMove,
  commit,
}: {
  ids: string[];
  onMove: (ids: string[]) => void;
  commit: (ids: string[], moved: string) => void;
}) {
  const [dragged, setDragged] = useState<string | null>(null);
  const list = useRef<HTMLOListElement | null>(null);
  const order = useRef(ids);
  order.current = ids;
  const before = useRef(ids);

  function move(id: string, to: number): void {
    const rest = order.current.filter((other) => other !== id);
    order.current = [...rest.slice(0, to), id, ...rest.slice(to)];
    onMove(order.current);
  }

  function middleOf(index: number): number | null {
    const id = order.current[index];
    const box = id ? list.current?.querySelector(`[data-reorder="${id}"]`)?.getBoundingClientRect() : null;
    return box ? box.top + box.height / 2 : null;
  }

  function follow(id: string, y: number): void {
    const at = order.current.indexOf(id);
    const above = middleOf(at - 1);
    const below = middleOf(at + 1);
    if (above !== null && y < above) move(id, at - 1);
    else if (below !== null && y > below) move(id, at + 1);
    if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
    else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
  }

  function drop(id: string): void {
    setDragged(null);
    if (order.current.some((other, index) => before.current[index] !== other)) commit(order.current, id);
  }

  /** One place up or down; nothing at the end of the list. */
  function step(id: string, by: 1 | -1): void {
    const to = order.current.indexOf(id) + by;
    if (to < 0 || to >= order.current.length) return;
    move(id, to);
    commit(order.current, id);
  }

  return {
    dragged,
    list,
    step,
    handle: (id: string) => ({
      style: { touchAction: "none" as const },
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        before.current = order.current;
        setDragged(id);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(id, event.clientY);
      },
      onPointerUp: () => drop(id),
      onPointerCancel: () => drop(id),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        step(id, event.key === "ArrowUp" ? -1 : 1);
      },
    }),
  };
}
