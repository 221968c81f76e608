"use client";

import {
  type ButtonHTMLAttributes,
  type ComponentType,
  cloneElement,
  type ReactElement,
  useState,
} from "react";

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
  const [Menu, setMenu] = useState<ComponentType<LazyMenuProps<P>> | null>(null);
  if (Menu) return <Menu {...menu} trigger={children} />;
  const fetchIt = () => void load().catch(() => undefined);
  return cloneElement(children, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: fetchIt,
    onFocus: fetchIt,
    onClick: () => void load().then((module) => setMenu(() => module.default)),
  });
}
