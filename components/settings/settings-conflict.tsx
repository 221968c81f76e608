"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { settingsText } from "@/lib/text/settings";
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
      <Callout tone="warning" title={settingsText.conflict.title}>
        <p>{settingsText.conflict.body}</p>
        <dl className="mt-2 flex flex-col gap-1">
          {conflict.fields.map((field) => (
            <div key={field} className="flex flex-wrap gap-x-2">
              <dt className="text-fg-muted">{FIELD_NAMES[field]}</dt>
              <dd className="min-w-0 break-words font-medium" dir="auto">
                {conflict.theirs[field] || settingsText.conflict.nothing}
              </dd>
            </div>
          ))}
        </dl>
      </Callout>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onKeepMine}>
          {settingsText.conflict.mine}
        </Button>
        <Button size="sm" variant="ghost" onClick={onUseTheirs}>
          {settingsText.conflict.theirs}
        </Button>
      </div>
    </div>
  );
}
