import { FileText, MessagesSquare, SlidersHorizontal, SquareTerminal } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { linkPreview } from "@/app/link-preview";
import { currentPrincipal } from "@/app/page-principal";
import { Preview } from "@/components/landing/preview";
import { Brand } from "@/components/shell/brand";
import { buttonClass } from "@/components/ui/button";
import { getBrand, sourceUrl } from "@/lib/account";
import { PRODUCT_NAME } from "@/lib/product";
import { siteText } from "@/lib/text/site";

const FEATURES = [
  {
    icon: SlidersHorizontal,
    title: "Shape it with prompts",
    text: "Say once who it is, what it knows and how it should answer. Keep versions, compare them, go back.",
  },
  {
    icon: FileText,
    title: "Give it your files",
    text: "Drop in documents, tables and source code. Answers draw on them and name the passage.",
  },
  {
    icon: MessagesSquare,
    title: "Chats that keep going",
    text: "Replies stream in and carry on when you close the tab. Branch, regenerate, pick up tomorrow.",
  },
  {
    icon: SquareTerminal,
    title: "The same over HTTP",
    text: "Everything the browser does is one REST API with tokens, streaming and an OpenAPI document.",
  },
];

const SAMPLE = `curl -X POST "$HOST/api/chat/$PROJECT" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{ "message": "What changed in the returns policy?" }'`;

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await getBrand();
  const title = `${name}: ${siteText.tagline}`;
  return { title: { absolute: title }, ...(await linkPreview(title, siteText.description, name)) };
}

export default async function LandingPage() {
  const source = sourceUrl();
  const signedIn = (await currentPrincipal()) !== null;
  return (
    <div className="mx-auto flex min-h-dvh max-w-page flex-col px-4 sm:px-8">
      <header className="flex h-topbar items-center justify-between gap-3">
        <Brand href="/" />
        <nav aria-label="Account" className="flex items-center gap-2">
          {signedIn ? null : (
            <Link href="/sign-in" className={buttonClass({ variant: "ghost" })}>
              Sign in
            </Link>
          )}
          <Link
            href={signedIn ? "/projects" : "/sign-up"}
            prefetch={false}
            className={buttonClass({ variant: "primary", className: signedIn ? "" : "max-sm:hidden" })}
          >
            {signedIn ? "Open your projects" : "Get started"}
          </Link>
        </nav>
      </header>
      <main>
        <section className="flex flex-col items-center gap-6 pt-16 pb-14 text-center sm:pt-24">
          <h1 className="max-w-3xl font-semibold text-display">{siteText.tagline}</h1>
          <p className="max-w-prose text-fg-muted text-lg">
            Give a project its prompts, files and settings, and talk to it. In the browser, on your phone, or
            from your own code. It runs on your machine, with any model you like.
          </p>
          <div className="flex flex-wrap justify-center gap-3">
            <Link
              href={signedIn ? "/projects" : "/sign-up"}
              prefetch={false}
              className={buttonClass({ variant: "primary", size: "lg" })}
            >
              {signedIn ? "Open your projects" : "Create your first assistant"}
            </Link>
          </div>
          <p className="text-fg-subtle">
            No key needed to try it: a demo model answers until you connect one.
          </p>
        </section>
        <Preview />
        <section aria-label="What it does" className="grid gap-x-10 gap-y-10 py-20 sm:grid-cols-2">
          {FEATURES.map(({ icon: Icon, title, text }) => (
            <div key={title} className="flex gap-4">
              <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-text">
                <Icon className="size-5" aria-hidden="true" />
              </span>
              <div className="flex flex-col gap-1">
                <h2 className="font-semibold text-lg">{title}</h2>
                <p className="text-base text-fg-muted">{text}</p>
              </div>
            </div>
          ))}
        </section>
        <section className="mb-20 grid items-center gap-8 rounded-xl border border-line bg-surface p-6 sm:p-10 lg:grid-cols-2">
          <div className="flex flex-col gap-2">
            <h2 className="font-semibold text-xl">One request, one answer</h2>
            <p className="text-base text-fg-muted">
              A project is an endpoint as well. Send a message, read the reply whole or as a stream, and find
              the conversation in the browser afterwards.
            </p>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken p-4 font-mono text-sm">
            <code>{SAMPLE}</code>
          </pre>
        </section>
      </main>
      <footer className="mt-auto flex flex-wrap justify-between gap-x-6 gap-y-2 border-line border-t py-6 text-fg-subtle">
        <span>{PRODUCT_NAME} is open source under the MIT licence.</span>
        <nav aria-label={siteText.more} className="flex flex-wrap gap-x-6">
          {[
            { href: "/docs", words: siteText.docs },
            { href: "/docs/api", words: siteText.reference },
            ...(source ? [{ href: source, words: siteText.source }] : []),
          ].map(({ href, words }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              className="inline-flex items-center underline underline-offset-4 touch:-my-3 touch:min-h-11"
            >
              {words}
            </Link>
          ))}
        </nav>
      </footer>
    </div>
  );
}
