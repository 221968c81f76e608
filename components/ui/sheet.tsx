"use client";

import * as Primitive from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";
import { CloseButton } from "./close-button";
import { overlayClass } from "./dialog";
import { useReturnFocus } from "./return-focus";

/** A drawer from the side: traps focus, closes on Esc, on a click beside it and by its button. */
export function Sheet({
  open,
  onOpenChange,
  side = "left",
  title,
  hideTitle = false,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side?: "left" | "right";
  title: string;
  hideTitle?: boolean;
  children: ReactNode;
}) {
  const { remember, onCloseAutoFocus } = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayClass} />
        <Primitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className={cn(
            "fixed inset-y-0 z-dialog flex w-[min(20rem,calc(100vw-3rem))] flex-col bg-canvas shadow-dialog data-[state=closed]:animate-slide-out data-[state=open]:animate-slide-in",
            side === "left" ? "left-0 [--slide-from:-100%]" : "right-0 [--slide-from:100%]",
          )}
        >
          <Primitive.Title className={hideTitle ? "sr-only" : "px-5 pt-5 font-semibold text-lg"}>
            {title}
          </Primitive.Title>
          {children}
          <Primitive.Close asChild>
            <CloseButton className="top-3 right-2.5 touch:top-1.5" />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
