"use client";

import * as Primitive from "radix-ui/slider";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** One thumb. Arrow keys move by `step`, Page Up and Down by ten, Home and End to the ends. */
export function Slider({
  className,
  "aria-label": label,
  "aria-labelledby": labelledBy,
  "aria-describedby": describedBy,
  "aria-valuetext": valueText,
  ...props
}: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn("relative flex h-control w-full touch-none select-none items-center", className)}
      {...props}
    >
      <Primitive.Track className="relative h-1.5 w-full grow overflow-hidden rounded-full bg-pressed">
        <Primitive.Range className="absolute h-full bg-accent" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-valuetext={valueText}
        className="block size-5 rounded-full border-2 border-accent bg-surface shadow-card transition-colors hover:bg-accent-soft touch:size-7"
      />
    </Primitive.Root>
  );
}
