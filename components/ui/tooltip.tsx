"use client";

import * as Primitive from "radix-ui/tooltip";
import type { ReactNode } from "react";

/** A short name on hover and focus. Never the only place where something is said: give the control a name as well. */
export function Tooltip({
  label,
  side = "top",
  children,
}: {
  label: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={150}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-toast max-w-60 rounded-sm bg-fg px-2 py-1 text-canvas text-xs shadow-float data-[state=closed]:animate-fade-out data-[state=delayed-open]:animate-fade-in"
          >
            {label}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
