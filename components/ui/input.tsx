import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export const fieldClass =
  "w-full rounded-md border border-line-strong bg-surface text-field text-fg transition-colors hover:border-fg-subtle focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, dir = "auto", ...props }: ComponentProps<"input">) {
  return <input dir={dir} className={cn(fieldClass, "h-control px-3", className)} {...props} />;
}

/** Grows with its text up to the `max-h-*` given by the caller. */
export function Textarea({ className, dir = "auto", ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir={dir}
      className={cn(fieldClass, "field-sizing-content block min-h-20 resize-y px-3 py-2", className)}
      {...props}
    />
  );
}
