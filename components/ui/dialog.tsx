"use client";

import * as Primitive from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils";
import { CloseButton } from "./close-button";
import { useReturnFocus } from "./return-focus";

export const Dialog = Primitive.Root;
export const DialogClose = Primitive.Close;

export const overlayClass =
  "fixed inset-0 z-overlay bg-overlay data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in";

const sizes = { sm: "max-w-form", md: "max-w-dialog", lg: "max-w-3xl", wide: "max-w-[90rem]" };

/** Traps focus, closes on Esc and gives focus back. On a phone it sits at the bottom, within a thumb's reach. */
export function DialogContent({
  title,
  description,
  size = "md",
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Primitive.Content>, "title"> & {
  title: string;
  description?: ReactNode;
  size?: keyof typeof sizes;
}) {
  const { remember, onCloseAutoFocus } = useReturnFocus();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClass} />
      <div className="pointer-events-none fixed inset-0 z-dialog grid place-items-end sm:place-items-center sm:p-6">
        <Primitive.Content
          className={cn(
            "pointer-events-auto relative flex max-h-[90dvh] w-full flex-col gap-5 overflow-y-auto rounded-t-xl bg-raised p-5 shadow-dialog data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in sm:rounded-xl sm:p-6",
            sizes[size],
            className,
          )}
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          {...props}
        >
          <div className="flex flex-col gap-1 pr-10">
            <Primitive.Title className="break-words font-semibold text-lg">{title}</Primitive.Title>
            {description ? (
              <Primitive.Description className="text-fg-muted">{description}</Primitive.Description>
            ) : null}
          </div>
          {children}
          <Primitive.Close asChild>
            <CloseButton className="top-3.5 right-3.5" />
          </Primitive.Close>
        </Primitive.Content>
      </div>
    </Primitive.Portal>
  );
}

/** The row of buttons that ends a dialog, in sight however long the dialog is; the main action comes last. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 bg-raised px-5 pt-1 pb-5 max-sm:*:flex-1 sm:-bottom-6 sm:-mx-6 sm:-mb-6 sm:px-6 sm:pb-6",
        className,
      )}
      {...props}
    />
  );
}
