"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import { useDark } from "@/lib/client/use-theme";
import { onToast, type ToastRequest, takeToasts } from "./toast";
import { useToastFocus } from "./toast-focus";

function present({ tone, text, options }: ToastRequest): void {
  show[tone](text, {
    ...(options.id ? { id: options.id } : {}),
    ...(options.description ? { description: options.description } : {}),
    ...(options.duration ? { duration: options.duration } : {}),
    ...(options.action
      ? { action: { label: options.action.label, onClick: () => options.action?.run() } }
      : {}),
  });
}

export default function ToastHost() {
  const dark = useDark();
  const focus = useToastFocus();
  useEffect(() => {
    const drain = () => takeToasts().forEach(present);
    drain();
    return onToast(drain);
  }, []);
  return (
    <div ref={focus}>
      <Sonner
        theme={dark ? "dark" : "light"}
        position="top-center"
        closeButton
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              "flex w-full items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 font-sans text-fg text-sm shadow-float",
            content: "min-w-0 flex-1 break-words",
            description: "text-fg-muted",
            actionButton:
              "h-8 touch:h-11 shrink-0 rounded-md px-2.5 font-medium text-accent-text hover:bg-hover transition-colors",
            closeButton:
              "order-last grid size-8 touch:size-11 shrink-0 place-items-center rounded-md text-fg-subtle hover:bg-hover transition-colors",
            success: "[&>[data-icon]]:text-success-text",
            error: "[&>[data-icon]]:text-danger-text",
          },
        }}
      />
    </div>
  );
}
