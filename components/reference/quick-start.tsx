import Link from "next/link";
import type { ReactNode } from "react";
import { samples } from "@/components/keys/words";
import { guideText } from "@/lib/text/reference-guide";
import { CodeBlock } from "./code-block";

/** From nothing to an answer: a key, a line to copy, a reply. */
export function QuickStart({ origin }: { origin: string }) {
  return (
    <Guide anchor="quick-start" title={guideText.quickStart.title}>
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-base">
        <li>
          <Link href="/projects" prefetch={false} className="text-accent-text underline underline-offset-4">
            {guideText.quickStart.project}
          </Link>
          {guideText.quickStart.slug}
        </li>
        <li>
          <Link
            href="/account/keys"
            prefetch={false}
            className="text-accent-text underline underline-offset-4"
          >
            {guideText.quickStart.key}
          </Link>{" "}
          {guideText.quickStart.scope}
        </li>
        <li>{guideText.quickStart.paste}</li>
      </ol>
      {samples(`${origin}/api/v1`, "your-project", "cbp_your_secret").map(({ id, label, code }) => (
        <details key={id} name="quick-start-sample" open={id === "curl"}>
          <summary>{label}</summary>
          <CodeBlock code={code} label={guideText.quickStart.copy(label)} />
        </details>
      ))}
      <p className="text-base text-fg-muted">
        {guideText.quickStart.package} <code>openai</code>
        {guideText.quickStart.without} <code>TOKEN</code> {guideText.quickStart.token}
      </p>
    </Guide>
  );
}

/** A chapter in prose. */
export function Guide({ anchor, title, children }: { anchor: string; title: string; children: ReactNode }) {
  return (
    <section
      id={anchor}
      data-guide
      aria-labelledby={`${anchor}-title`}
      className="flex max-w-prose scroll-mt-4 flex-col gap-4 border-line border-t py-8"
    >
      <h2 id={`${anchor}-title`} className="font-semibold text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
