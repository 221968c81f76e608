"use client";

import { type ButtonHTMLAttributes, type ComponentType, cloneElement, type ReactElement } from "react";
import { useLazy } from "./use-lazy";

export type LazyMenuProps<P> = P & { trigger: ReactElement };

/**
 * A menu whose code is fetched when the pointer or the focus reaches its button. The module's default export
 * renders the same button as trigger and starts open.
 */
export function LazyMenu<P extends object>({
  load,
  menu,
  children,
}: {
  load: () => Promise<{ default: ComponentType<LazyMenuProps<P>> }>;
  menu: P;
  children: ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>;
}) {
  const { Loaded: Menu, reach } = useLazy(load);
  if (Menu) return <Menu {...menu} trigger={children} />;
  return cloneElement(children, { "aria-haspopup": "menu", "aria-expanded": false, ...reach });
}
