"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { paletteText } from "@/lib/text/palette";
import { ModKey } from "./mod-key";
import type { OverlayProps } from "./overlay-props";
import { SHORTCUTS } from "./shortcuts";

export default function ShortcutsSheet({ open, onOpenChange }: OverlayProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={paletteText.shortcuts.title}>
        {SHORTCUTS.map(({ group, items }) => (
          <section key={group} className="flex flex-col gap-1">
            <h3 className="font-medium text-fg-subtle text-xs">{group}</h3>
            <dl>
              {items.map(({ keys, label }) => (
                <div
                  key={label}
                  className="flex min-h-9 items-center justify-between gap-4 border-line border-b"
                >
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key === "mod" ? <ModKey /> : key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogContent>
    </Dialog>
  );
}
