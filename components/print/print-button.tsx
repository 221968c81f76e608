"use client";

import { Printer } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { printText } from "@/lib/text/print";
import { whenDrawn } from "./when-drawn";

/** Asks for the printer as soon as the page stands, and again when it is pressed; not on the paper itself. */
export function PrintButton() {
  useEffect(() => {
    const left = new AbortController();
    void whenDrawn(document, left.signal).then(() => left.signal.aborted || window.print());
    return () => left.abort();
  }, []);
  return (
    <Button className="shrink-0 print:hidden" onClick={() => window.print()}>
      <Printer className="size-4" aria-hidden="true" />
      {printText.print}
    </Button>
  );
}
