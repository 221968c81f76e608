"use client";

import { CopyButton } from "@/components/chat/copy-button";
import { ScrollRegion } from "@/components/chat/markdown/scroll-region";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";

/** Code of which one piece is shown at a time. */
export function CodeTabs({
  list,
  label,
  sample,
  copy,
}: {
  list: readonly { id: string; label: string; code: string; where?: string }[];
  /** What is chosen by the tabs. */
  label: string;
  /** Names of one piece and of its button, by its label. */
  sample: (label: string) => string;
  copy: (label: string) => string;
}) {
  return (
    <Tabs defaultValue={list[0]?.id ?? ""} className="flex min-w-0 flex-col gap-3">
      <TabsList aria-label={label} className="flex-wrap">
        {list.map((one) => (
          <TabsTrigger key={one.id} value={one.id}>
            {one.label}
          </TabsTrigger>
        ))}
      </TabsList>
      {list.map(({ id, label: name, code, where }) => (
        <TabsContent key={id} value={id} className="min-w-0">
          {where ? <p className="mb-2 text-fg-muted">{where}</p> : null}
          {/* Beside the code, never over the end of a line. */}
          <div className="flex items-start rounded-lg bg-sunken">
            <ScrollRegion label={sample(name)} className="min-w-0 flex-1 rounded-lg">
              <pre dir="ltr" className="p-4 font-mono text-xs">
                <code>{code}</code>
              </pre>
            </ScrollRegion>
            <CopyButton text={() => code} label={copy(name)} className="m-2 shrink-0" />
          </div>
        </TabsContent>
      ))}
    </Tabs>
  );
}
