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
import { landingText } from "@/lib/text/landing";
import { siteText } from "@/lib/text/site";

const FEATURES = [
  {
    icon: SlidersHorizontal,
    title: landingText.page.prompts,
    text: landingText.page.promptsText,
  },
  {
    icon: FileText,
    title: landingText.page.files,
    text: landingText.page.filesText,
  },
  {
    icon: MessagesSquare,
    title: landingText.page.chats,
    text: landingText.page.chatsText,
  },
  {
    icon: SquareTerminal,
    title: landingText.page.http,
    text: landingText.page.httpText,
  },
];

const SAMPLE = `curl -X POST "$HOST/api/chat/$PROJECT" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{ "message": "What changed?" }'`;

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
        <nav aria-label={landingText.page.account} className="flex items-center gap-2">
          {signedIn ? null : (
            <Link href="/sign-in" className={buttonClass({ variant: "ghost" })}>
              {landingText.page.signIn}
            </Link>
          )}
          <Link
            href={signedIn ? "/projects" : "/sign-up"}
            prefetch={false}
            className={buttonClass({ variant: "primary", className: signedIn ? "" : "max-sm:hidden" })}
          >
            {signedIn ? landingText.page.open : landingText.page.start}
          </Link>
        </nav>
      </header>
      <main>
        <section className="flex flex-col items-center gap-6 pt-16 pb-14 text-center sm:pt-24">
          <h1 className="max-w-3xl font-semibold text-display">{siteText.tagline}</h1>
          <p className="max-w-prose text-fg-muted text-lg">{landingText.page.intro}</p>
          <div className="flex flex-wrap justify-center gap-3">
            <Link
              href={signedIn ? "/projects" : "/sign-up"}
              prefetch={false}
              className={buttonClass({ variant: "primary", size: "lg" })}
            >
              {signedIn ? landingText.page.open : landingText.page.first}
            </Link>
          </div>
          <p className="text-fg-subtle">{landingText.page.noKey}</p>
        </section>
        <Preview />
        <section aria-label={landingText.page.does} className="grid gap-x-10 gap-y-10 py-20 sm:grid-cols-2">
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
            <h2 className="font-semibold text-xl">{landingText.page.one}</h2>
            <p className="text-base text-fg-muted">{landingText.page.oneText}</p>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken p-4 font-mono text-sm">
            <code>{SAMPLE}</code>
          </pre>
        </section>
      </main>
      <footer className="mt-auto flex flex-wrap justify-between gap-x-6 gap-y-2 border-line border-t py-6 text-fg-subtle">
        <span>{landingText.page.licensed(PRODUCT_NAME)}</span>
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
