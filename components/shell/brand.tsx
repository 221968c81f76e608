"use client";

import Link from "next/link";
import { createContext, type ReactNode, useContext } from "react";
import { PRODUCT_NAME } from "@/lib/product";
import { cn } from "@/lib/utils";

/** How the installation calls itself, and where its logo is. */
export type BrandValue = { name: string; logo: string | null };

const BrandContext = createContext<BrandValue>({ name: PRODUCT_NAME, logo: null });

export function BrandProvider({ brand, children }: { brand: BrandValue; children: ReactNode }) {
  return <BrandContext value={brand}>{children}</BrandContext>;
}

export const useBrand = (): BrandValue => useContext(BrandContext);

export function BrandMark({ className }: { className?: string }) {
  const { logo } = useBrand();
  if (logo) {
    // biome-ignore lint/performance/noImgElement: it comes as it is, from this server
    return <img src={logo} alt="" className={cn("size-6 shrink-0 rounded-sm object-contain", className)} />;
  }
  return (
    <svg viewBox="0 0 32 32" className={cn("size-6 shrink-0", className)} aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M9 9.5h14a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2h-7.2L11 25v-4H9a2 2 0 0 1-2-2v-7.5a2 2 0 0 1 2-2Z"
        className="fill-accent-fg"
      />
      <path d="M11 13.5h10M11 17h6" className="stroke-accent" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}

export function Brand({ href, className }: { href: string; className?: string }) {
  const { name } = useBrand();
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        "inline-flex min-h-control min-w-0 items-center gap-2.5 rounded-md font-semibold text-fg",
        className,
      )}
    >
      <BrandMark />
      <span className="truncate" dir="auto">
        {name}
      </span>
    </Link>
  );
}
