"use client";

import * as Primitive from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export function Switch({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full before:absolute before:inset-0 before:rounded-full before:bg-line-strong before:transition-colors disabled:opacity-50 data-[state=checked]:before:bg-accent touch:size-11 touch:before:inset-x-1 touch:before:inset-y-3",
        className,
      )}
      {...props}
    >
      <Primitive.Thumb className="relative size-4 translate-x-0.5 rounded-full bg-surface shadow-card transition-transform data-[state=checked]:translate-x-4.5 touch:translate-x-1.5 touch:data-[state=checked]:translate-x-5.5" />
    </Primitive.Root>
  );
}
