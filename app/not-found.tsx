import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/shell/brand";
import { buttonClass } from "@/components/ui/button";
import { getBrand } from "@/lib/account";
import { pagesText } from "@/lib/text/pages";

export const metadata: Metadata = { title: pagesText.missing.title };

export default async function NotFound() {
  const { name } = await getBrand();
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-form flex-col items-center justify-center gap-4 px-4 text-center"
    >
      {/* Thrown inside a project the page keeps no metadata. */}
      <title>{pagesText.missing.titleOf(name)}</title>
      <BrandMark className="size-9" />
      <h1 className="font-semibold text-2xl">{pagesText.missing.heading}</h1>
      <p className="text-base text-fg-muted">{pagesText.missing.body}</p>
      <Link
        href="/projects"
        prefetch={false}
        className={buttonClass({ variant: "primary", className: "mt-2" })}
      >
        {pagesText.missing.projects}
      </Link>
    </main>
  );
}
