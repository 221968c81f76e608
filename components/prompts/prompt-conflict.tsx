"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { promptsText } from "@/lib/text/prompts";
import type { PromptConflict } from "./prompt-api";
import { roleLabel } from "./roles";

/** Shows what stands there now, and lets the person decide; what they wrote stays in the field below. */
export function PromptConflictNotice({
  conflict,
  onKeepMine,
  onTakeTheirs,
}: {
  conflict: PromptConflict;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const { theirs } = conflict;
  return (
    <div className="flex flex-col gap-3" role="alert">
      <Callout tone="warning" title={theirs ? promptsText.conflict.changed : promptsText.conflict.removed}>
        {theirs ? promptsText.conflict.kept : promptsText.conflict.keptAlone}
      </Callout>
      {theirs ? (
        <div className="flex flex-col gap-1 rounded-md bg-sunken p-3">
          <p className="text-fg-subtle text-xs">{roleLabel(theirs.role)}</p>
          <p className="max-h-48 overflow-y-auto whitespace-pre-wrap break-words" dir="auto">
            {theirs.content}
          </p>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onKeepMine}>
          {theirs ? promptsText.conflict.replace : promptsText.conflict.addAgain}
        </Button>
        <Button size="sm" variant="ghost" onClick={onTakeTheirs}>
          {theirs ? promptsText.conflict.useTheirs : promptsText.conflict.dropMine}
        </Button>
      </div>
    </div>
  );
}
