import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { shellText } from "@/lib/text/shell";
import { cn } from "@/lib/utils";
import { DemoMark, SearchButton, SidebarButtons } from "./topbar-buttons";

export type Crumb = { label: string; href?: string };

/** The bar above every page of the application: the way here on the left, what belongs to the page on the right. */
export function Topbar({
  crumbs,
  tail,
  children,
}: {
  crumbs: Crumb[];
  /** The last crumb, when only the browser knows it. */
  tail?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="@container/bar sticky top-0 z-sticky shrink-0 border-line border-b bg-canvas print:hidden [@media(max-height:24rem)]:static">
      <div className="flex flex-wrap items-center gap-x-3 px-3 sm:px-5">
        <div className="flex h-topbar min-w-0 flex-1 items-center gap-1.5">
          <SidebarButtons />
          <Breadcrumbs crumbs={crumbs} tail={tail} />
        </div>
        <div className="flex items-center md:order-1 lg:hidden">
          <DemoMark />
          <SearchButton />
        </div>
        {children}
      </div>
    </header>
  );
}

/** Beside the tabs of a tablet only the last steps have room, on a phone only the last; the drawer leads to the rest. */
function Breadcrumbs({ crumbs, tail }: { crumbs: Crumb[]; tail: ReactNode }) {
  return (
    <nav aria-label={shellText.crumbs.title} className="min-w-0 flex-1 overflow-hidden">
      <ol className="flex min-w-0 items-center gap-1.5">
        {crumbs.map(({ label, href }, index) => {
          const last = index === crumbs.length - 1;
          return (
            <Fragment key={label}>
              <li
                className={cn(
                  "flex min-w-0 items-center",
                  last
                    ? // Beside the open chat's title a name is cut last; on a phone or a tablet the title stands in its place.
                      "max-lg:[&:has(~[data-open-chat])]:hidden [&:has(~[data-open-chat])]:max-w-48 [&:has(~[data-open-chat])]:shrink-0"
                    : "shrink-0 max-lg:hidden",
                )}
              >
                {href ? (
                  <Link
                    href={href}
                    prefetch={false}
                    data-tip-clipped=""
                    data-tip={label}
                    className={cn(
                      "flex min-h-8 min-w-0 items-center rounded-md px-1.5 transition-colors hover:bg-hover hover:text-fg touch:min-h-11",
                      last ? "font-medium text-fg" : "text-fg-muted",
                    )}
                  >
                    <span className="truncate" dir="auto">
                      {label}
                    </span>
                  </Link>
                ) : (
                  <span
                    aria-current={last && !tail ? "page" : undefined}
                    className="truncate px-1.5 font-medium"
                    dir="auto"
                  >
                    {label}
                  </span>
                )}
              </li>
              {last ? null : (
                <li aria-hidden="true" className="text-fg-subtle max-lg:hidden">
                  /
                </li>
              )}
            </Fragment>
          );
        })}
        {tail}
      </ol>
    </nav>
  );
}
