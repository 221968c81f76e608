import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("rounded-lg border border-line bg-surface shadow-card print:shadow-none", className)}
      {...props}
    />
  );
}

/** A titled part of a settings-like page: what it is on the left, the controls on the right; stacked when narrow. */
export function Section({
  title,
  description,
  id,
  children,
}: {
  title: string;
  description?: ReactNode;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      id={id}
      className="grid gap-x-10 gap-y-4 border-line border-t py-8 first-of-type:border-t-0 first-of-type:pt-0 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-1">
        <h2 className="font-medium text-base">{title}</h2>
        {description ? <p className="max-w-prose text-fg-muted">{description}</p> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}
