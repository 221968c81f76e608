import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

/** Something wide that scrolls inside itself instead of widening the page, by keyboard as well. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard could not scroll it (WCAG 2.1.1)
    <section tabIndex={0} aria-label={label} className={cn("overflow-x-auto", className)}>
      {children}
    </section>
  );
}
