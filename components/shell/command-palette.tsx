"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import * as Dialog from "radix-ui/dialog";
import { useState } from "react";
import { ProjectTile } from "@/components/projects/project-tile";
import { overlayClass } from "@/components/ui/dialog";
import { useReturnFocus } from "@/components/ui/return-focus";
import { Spinner } from "@/components/ui/spinner";
import { paletteText } from "@/lib/text/palette";
import type { OverlayProps } from "./overlay-props";
import type { PaletteItem } from "./palette-commands";
import { usePaletteItems } from "./palette-items";

const itemClass =
  "flex min-h-10 cursor-default select-none items-center gap-3 rounded-md px-2.5 py-2 data-[selected=true]:bg-pressed touch:min-h-11";

/** Search everything, go anywhere, create. The server searches; what is known here answers at once. */
export default function CommandPalette({ open, onOpenChange }: OverlayProps) {
  const { remember, onCloseAutoFocus } = useReturnFocus();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-x-3 top-[max(0.75rem,12dvh)] z-dialog mx-auto flex max-h-[min(32rem,76dvh)] max-w-2xl flex-col overflow-hidden rounded-xl bg-raised shadow-dialog data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in"
        >
          <Dialog.Title className="sr-only">{paletteText.search.title}</Dialog.Title>
          <Palette onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ onDone }: { onDone: () => void }) {
  const [query, setQuery] = useState("");
  const { groups, searching, failed } = usePaletteItems(query);
  const empty = groups.every(({ items }) => items.length === 0);

  function choose(item: PaletteItem): void {
    onDone();
    item.run();
  }

  return (
    // Its bindings for vi would take Ctrl K, which opens this again while it is still closing.
    <Command
      shouldFilter={false}
      vimBindings={false}
      label={paletteText.search.title}
      className="flex min-h-0 flex-col"
      loop
    >
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Search className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          dir="auto"
          placeholder={paletteText.search.placeholder}
          className="h-13 w-full bg-transparent text-base outline-none"
        />
        {searching ? <Spinner className="animate-late text-fg-subtle" /> : null}
      </div>
      <Command.List className="min-h-0 overflow-y-auto p-2">
        {failed ? (
          <p role="alert" className="px-2.5 py-3 text-danger-text">
            {failed}
          </p>
        ) : null}
        {empty && !searching ? (
          <p className="px-2.5 py-8 text-center text-fg-muted">{paletteText.search.nothing(query.trim())}</p>
        ) : null}
        {groups.map(({ heading, items }) =>
          items.length > 0 ? (
            <Command.Group
              key={heading}
              heading={heading}
              className="pb-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-fg-subtle [&_[cmdk-group-heading]]:text-xs"
            >
              {items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  onSelect={() => choose(item)}
                  className={itemClass}
                >
                  {item.project ? (
                    <ProjectTile project={item.project} size="xs" />
                  ) : (
                    <item.icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
                  )}
                  <span className="flex min-w-0 flex-1 flex-col">
                    <span className="truncate">
                      <bdi>{item.label}</bdi>
                    </span>
                    {item.detail ? (
                      <span className="truncate text-fg-muted text-xs">
                        <bdi>{item.detail}</bdi>
                      </span>
                    ) : null}
                  </span>
                  {item.aside ? <span className="shrink-0 text-fg-subtle text-xs">{item.aside}</span> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ) : null,
        )}
      </Command.List>
    </Command>
  );
}
