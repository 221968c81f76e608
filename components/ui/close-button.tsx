import { X } from "lucide-react";
import type { ComponentProps } from "react";
import { uiText } from "@/lib/text/ui";
import { cn } from "@/lib/utils";
import { Button } from "./button";

/** The cross in the corner of a dialog or a sheet. */
export function CloseButton({ className, ...props }: ComponentProps<typeof Button>) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={uiText.close}
      className={cn("absolute", className)}
      {...props}
    >
      <X className="size-4" aria-hidden="true" />
    </Button>
  );
}
