"use client";

import { type ReactNode, useEffect } from "react";
import { Toaster } from "@/components/ui/toaster";
import { followTabs } from "@/lib/client/theme";

/** The few things that every page needs in the browser. Keep it small: it is in every page's JavaScript. */
export function Providers({ children }: { children: ReactNode }) {
  useEffect(followTabs, []);
  return (
    <>
      {children}
      <Toaster />
    </>
  );
}
