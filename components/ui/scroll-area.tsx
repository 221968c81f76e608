"use client";

import * as Primitive from "radix-ui/scroll-area";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

/** A scrolling box whose bar takes no room from its content. Reachable by keyboard. */
export function ScrollArea({
  className,
  label,
  children,
}: {
  className?: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Root className={cn("overflow-hidden", className)}>
      <Primitive.Viewport className="size-full" tabIndex={0} role="region" aria-label={label}>
        {children}
      </Primitive.Viewport>
      <Primitive.Scrollbar orientation="vertical" className="flex w-2 touch-none select-none p-px">
        <Primitive.Thumb className="relative flex-1 rounded-full bg-line-strong" />
      </Primitive.Scrollbar>
    </Primitive.Root>
  );
}
