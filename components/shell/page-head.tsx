import type { ReactNode } from "react";
import { PageTrail } from "./page-trail";

export function PageHead({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mb-7 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex max-w-prose flex-col gap-1">
        <PageTrail />
        <h1 dir="auto" className="break-words font-semibold text-xl">
          {title}
        </h1>
        {children ? <p className="text-fg-muted">{children}</p> : null}
      </div>
      {action}
    </div>
  );
}
