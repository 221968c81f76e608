import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/shell/brand";
import { buttonClass } from "@/components/ui/button";
import { getBrand } from "@/lib/account";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  const { name } = await getBrand();
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-form flex-col items-center justify-center gap-4 px-4 text-center"
    >
      {/* Thrown inside a project the page keeps no metadata. */}
      <title>{`Not found · ${name}`}</title>
      <BrandMark className="size-9" />
      <h1 className="font-semibold text-2xl">There is nothing here</h1>
      <p className="text-base text-fg-muted">
        The page does not exist, or it is not yours to see. Check the address, or start from your projects.
      </p>
      <Link
        href="/projects"
        prefetch={false}
        className={buttonClass({ variant: "primary", className: "mt-2" })}
      >
        Go to your projects
      </Link>
    </main>
  );
}
