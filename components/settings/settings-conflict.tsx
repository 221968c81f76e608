"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { FIELD_NAMES } from "./settings-values";
import type { SettingsConflict } from "./use-settings";

export function SettingsConflictNotice({
  conflict,
  onKeepMine,
  onUseTheirs,
}: {
  conflict: SettingsConflict;
  onKeepMine: () => void;
  onUseTheirs: () => void;
}) {
  return (
    <div role="alert" className="flex flex-col gap-3">
      <Callout tone="warning" title="Changed elsewhere since you opened this page">
        <p>What you entered is still here. This is what is saved now:</p>
        <dl className="mt-2 flex flex-col gap-1">
          {conflict.fields.map((field) => (
            <div key={field} className="flex flex-wrap gap-x-2">
              <dt className="text-fg-muted">{FIELD_NAMES[field]}</dt>
              <dd className="min-w-0 break-words font-medium" dir="auto">
                {conflict.theirs[field] || "Nothing"}
              </dd>
            </div>
          ))}
        </dl>
      </Callout>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onKeepMine}>
          Replace it with mine
        </Button>
        <Button size="sm" variant="ghost" onClick={onUseTheirs}>
          Use theirs
        </Button>
      </div>
    </div>
  );
}
