import Link from "next/link";
import type { ReactNode } from "react";
import { samples } from "@/components/keys/words";
import { CodeBlock } from "./code-block";

/** From nothing to an answer: a key, a line to copy, a reply. */
export function QuickStart({ origin }: { origin: string }) {
  return (
    <Guide anchor="quick-start" title="Quick start">
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-base">
        <li>
          <Link href="/projects" prefetch={false} className="text-accent-text underline underline-offset-4">
            Open or create a project
          </Link>
          . Its settings show its slug, which is the name of the model.
        </li>
        <li>
          <Link
            href="/account/keys"
            prefetch={false}
            className="text-accent-text underline underline-offset-4"
          >
            Make an API key
          </Link>{" "}
          with the scope chat, and copy its secret.
        </li>
        <li>Paste one of these, with the secret and the slug in their places.</li>
      </ol>
      {samples(`${origin}/api/v1`, "your-project", "cbp_your_secret").map(({ id, label, code }) => (
        <details key={id} name="quick-start-sample" open={id === "curl"}>
          <summary className="cursor-pointer py-1 font-medium">{label}</summary>
          <CodeBlock code={code} label={`Copy: Quick start, ${label}`} />
        </details>
      ))}
      <p className="text-base text-fg-muted">
        The Node and Python samples use the vendor’s own package, <code>openai</code>. Each operation below
        has samples that need none of it; there <code>TOKEN</code> is an API key, or the token that signing in
        answers.
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
