import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { filesText as text } from "@/lib/text/files";

const link = buttonClass({ variant: "secondary" });

/** Links to the parts of a file before and after the one that is shown; nothing where that is all of it. */
export function PartPages({
  label,
  span,
  earlier,
  later,
}: {
  label: string;
  /** Which part this is. */
  span: string;
  earlier: string | null;
  later: string | null;
}) {
  if (!earlier && !later) return null;
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-4 text-fg-muted text-sm"
    >
      {earlier ? (
        <Link href={earlier} prefetch={false} className={link}>
          {text.earlier}
        </Link>
      ) : (
        <span />
      )}
      <span className="tabular-nums">{span}</span>
      {later ? (
        <Link href={later} prefetch={false} className={link}>
          {text.later}
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
