"use client";

import { Printer } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { printText } from "@/lib/text/print";

/** Asks for the printer as soon as the page stands, and again when it is pressed; not on the paper itself. */
export function PrintButton() {
  useEffect(() => {
    void document.fonts.ready.then(() => window.print());
  }, []);
  return (
    <Button className="shrink-0 print:hidden" onClick={() => window.print()}>
      <Printer className="size-4" aria-hidden="true" />
      {printText.print}
    </Button>
  );
}
