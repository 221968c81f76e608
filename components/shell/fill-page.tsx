import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/**
 * A page of exactly the window's height that scrolls inside itself. Its content has no say in its size, so the shell's
 * column does not grow with it. In a window too low for that it keeps a height one can work in and the window scrolls.
 */
export function FillPage({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-fill-page=""
      className={cn(
        "flex min-h-0 flex-1 basis-0 flex-col contain-layout contain-size [@media(max-height:24rem)]:min-h-80",
        className,
      )}
      {...props}
    />
  );
}

/** A page that scrolls with the window. */
export function Page({
  width = "column",
  className,
  ...props
}: ComponentProps<"div"> & { width?: "column" | "page" }) {
  const limit = width === "page" ? "max-w-page" : "max-w-column";
  return <div className={cn("mx-auto w-full px-4 py-6 sm:px-8 sm:py-10", limit, className)} {...props} />;
}
