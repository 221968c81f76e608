import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

/** What an empty list says: what would be here, and the next step. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  className,
}: {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      {Icon ? (
        <span className="grid size-11 place-items-center rounded-lg bg-accent-soft text-accent-text">
          <Icon className="size-5" aria-hidden="true" />
        </span>
      ) : null}
      <div className="flex max-w-form flex-col gap-1">
        <h2 className="font-medium text-base">{title}</h2>
        {children ? <p className="text-fg-muted">{children}</p> : null}
      </div>
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
