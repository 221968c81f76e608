import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { demoText } from "@/lib/text/demo";

function Way({ admin }: { admin: boolean }) {
  return (
    <>
      {admin ? (
        <p>
          <Link href="/admin/connections" prefetch={false} className={buttonClass({ size: "sm" })}>
            {demoText.add}
          </Link>
        </p>
      ) : (
        <p>{demoText.askAdmin}</p>
      )}
      <p className="text-fg-muted">
        {demoText.set} <code className="font-mono text-sm">OPENAI_API_KEY</code>
        {demoText.orServer} <code className="font-mono text-sm">OPENAI_BASE_URL</code>
        {demoText.inFile} <code className="font-mono text-sm">.env.local</code>
        {demoText.restart}
      </p>
    </>
  );
}

/** Shown wherever the demo model answers; on a phone {@link DemoBadge} stands in its place. Native `details`: it opens without a script. */
export function DemoBanner({ admin }: { admin: boolean }) {
  return (
    <aside
      aria-label={demoText.label}
      className="shrink-0 border-line border-b bg-warning-soft px-4 max-md:hidden sm:px-6"
    >
      <details className="group">
        <summary className="flex min-h-9 list-none flex-wrap items-center gap-x-2 py-1 touch:min-h-11 [&::-webkit-details-marker]:hidden">
          <FlaskConical className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
          <span className="font-medium">{demoText.answers}</span>
          <span className="text-accent-text underline underline-offset-4">{demoText.connect}</span>
        </summary>
        <div className="flex max-w-prose flex-col gap-2 pb-3 pl-6">
          <Way admin={admin} />
        </div>
      </details>
    </aside>
  );
}

/** The same on a phone: a badge in the bar that is there anyway. */
export function DemoBadge({ admin }: { admin: boolean }) {
  return (
    <details className="md:hidden">
      <summary
        aria-label={`${demoText.answers} ${demoText.connect}`}
        className="flex min-h-11 list-none items-center [&::-webkit-details-marker]:hidden"
      >
        <span className="rounded-full bg-warning-soft px-2 py-1 font-medium text-warning-text text-xs">
          {demoText.badge}
        </span>
      </summary>
      <div className="absolute inset-x-3 top-full z-sticky mt-1 flex flex-col gap-2 rounded-lg border border-line bg-raised p-3 text-sm shadow-float">
        <p className="font-medium">{demoText.answers}</p>
        <Way admin={admin} />
      </div>
    </details>
  );
}
