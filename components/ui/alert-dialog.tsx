"use client";

import * as Primitive from "radix-ui/alert-dialog";
import type { ReactNode } from "react";
import { uiText } from "@/lib/text/ui";
import { Button } from "./button";
import { DialogFooter, overlayClass } from "./dialog";
import { useReturnFocus } from "./return-focus";

/** A question that must be answered: focus starts in its field, or else on the harmless answer; a click beside it does nothing. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = uiText.cancel,
  tone = "danger",
  pending = false,
  confirmDisabled = false,
  onConfirm,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "danger" | "primary";
  pending?: boolean;
  confirmDisabled?: boolean;
  /** The dialog stays open; close it when the work is done. */
  onConfirm: () => void;
  children?: ReactNode;
}) {
  const { remember, onCloseAutoFocus } = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlayClass} />
        <div className="pointer-events-none fixed inset-0 z-dialog grid place-items-end sm:place-items-center sm:p-6">
          <Primitive.Content
            className="pointer-events-auto flex max-h-[90dvh] w-full max-w-dialog flex-col gap-5 overflow-y-auto rounded-t-xl bg-raised p-5 shadow-dialog data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in sm:rounded-xl sm:p-6"
            {...(description ? {} : { "aria-describedby": undefined })}
            onCloseAutoFocus={onCloseAutoFocus}
            onOpenAutoFocus={(event) => {
              remember();
              const field = (event.currentTarget as HTMLElement).querySelector("input");
              if (!field) return;
              event.preventDefault();
              field.focus();
            }}
          >
            <div className="flex flex-col gap-1">
              <Primitive.Title className="break-words font-semibold text-lg">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="break-words text-fg-muted">
                  {description}
                </Primitive.Description>
              ) : null}
            </div>
            {children}
            <DialogFooter>
              <Primitive.Cancel asChild>
                <Button>{cancelLabel}</Button>
              </Primitive.Cancel>
              <Button variant={tone} pending={pending} disabled={confirmDisabled} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </DialogFooter>
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
