"use client";

import { type ReactNode, useEffect } from "react";
import { startTips } from "@/components/ui/tips";
import { Toaster } from "@/components/ui/toaster";
import { followTabs } from "@/lib/client/theme";
import { BrandProvider, type BrandValue } from "./brand";

/** The few things that every page needs in the browser. Keep it small: it is in every page's JavaScript. */
export function Providers({ brand, children }: { brand: BrandValue; children: ReactNode }) {
  useEffect(followTabs, []);
  useEffect(startTips, []);
  return (
    <BrandProvider brand={brand}>
      {children}
      <Toaster />
    </BrandProvider>
  );
}
