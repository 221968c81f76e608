import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

const tones = {
  info: { look: "bg-accent-soft text-fg", icon: Info, tint: "text-accent-text" },
  success: { look: "bg-success-soft text-fg", icon: CircleCheck, tint: "text-success-text" },
  warning: { look: "bg-warning-soft text-fg", icon: TriangleAlert, tint: "text-warning-text" },
  danger: { look: "bg-danger-soft text-fg", icon: CircleAlert, tint: "text-danger-text" },
};

/** A message in the page's flow. `danger` interrupts a screen reader; the others wait their turn. */
export function Callout({
  tone = "info",
  title,
  action,
  className,
  children,
}: {
  tone?: keyof typeof tones;
  title?: string;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { look, icon: Icon, tint } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "note"}
      className={cn("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-4 py-3", look, className)}
    >
      <Icon className={cn("mt-0.5 size-4 shrink-0", tint)} aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-48">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="break-words">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
