import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import type { ReportPage } from "@/lib/evals";
import { evalsText } from "@/lib/text/evals";

const text = evalsText.report;

/** Ways to the changed cases that this page leaves out. */
export function MoreRows({ report: { run, rows, changed, from } }: { report: ReportPage }) {
  if (rows.length === changed) return null;
  const to = from + rows.length;
  const at = (start: number) => (start === 0 ? run.url : `${run.url}?from=${start}`);
  return (
    <nav aria-label={text.pages} className="flex flex-wrap items-center justify-between gap-3">
      <span className="text-fg-muted">{text.range(from + 1, to, changed)}</span>
      <span className="flex gap-2">
        {from > 0 ? (
          <Link href={at(Math.max(0, from - 50))} prefetch={false} className={buttonClass()}>
            {text.previous}
          </Link>
        ) : null}
        {to < changed ? (
          <Link href={at(to)} prefetch={false} className={buttonClass()}>
            {text.next}
          </Link>
        ) : null}
      </span>
    </nav>
  );
}
