import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "@/components/shell/brand";
import { docsText } from "@/lib/text/docs";
import { guides } from "./guides";

export const metadata: Metadata = { title: docsText.title, description: docsText.intro };

/** For anybody, as the guides are. */
export default async function DocsPage() {
  const entries = [
    ...(await guides()).map((name) => ({ href: `/docs/${name}`, ...docsText.guides[name] })),
    { href: "/docs/api", ...docsText.reference },
  ];
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-reading flex-col px-4 sm:px-6">
      <header className="flex h-topbar items-center">
        <Brand href="/" />
      </header>
      <main className="flex-1 py-8">
        <h1 className="font-semibold text-2xl">{docsText.title}</h1>
        <p className="mt-1 mb-6 text-base text-fg-muted">{docsText.intro}</p>
        <ul className="grid gap-3 sm:grid-cols-2">
          {entries.map(({ href, title, text }) => (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                className="block h-full rounded-lg border border-line bg-surface p-4 hover:bg-hover"
              >
                <span className="font-medium text-base">{title}</span>
                <span className="mt-1 block text-fg-muted">{text}</span>
              </Link>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
