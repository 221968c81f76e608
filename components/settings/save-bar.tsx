"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { settingsText } from "@/lib/text/settings";
import type { SaveState } from "./use-settings";

/** Always there, so that nothing jumps; says in words how things stand. */
export function SaveBar({
  state,
  dirty,
  failure,
  onDiscard,
}: {
  state: SaveState;
  dirty: boolean;
  failure: string | null;
  onDiscard: () => void;
}) {
  return (
    <div className="sticky bottom-0 z-sticky -mx-4 flex flex-wrap items-center gap-3 border-line border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0">
      <div aria-live="polite" className="min-w-0 flex-1 basis-48">
        <Status state={state} dirty={dirty} failure={failure} />
      </div>
      <div className="ml-auto flex gap-2">
        <Button disabled={!dirty || state === "saving"} onClick={onDiscard}>
          {settingsText.save.discard}
        </Button>
        <Button type="submit" variant="primary" disabled={!dirty} pending={state === "saving"}>
          {settingsText.save.save}
        </Button>
      </div>
    </div>
  );
}

function Status({ state, dirty, failure }: { state: SaveState; dirty: boolean; failure: string | null }) {
  if (state === "saving") return <span className="text-fg-muted">{settingsText.save.saving}</span>;
  if (state === "failed") {
    return (
      <span role="alert" className="flex items-start gap-2 text-danger-text">
        <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        {settingsText.save.notSaved} {failure ?? settingsText.save.seeAbove}
      </span>
    );
  }
  if (dirty) return <span className="text-fg-muted">{settingsText.save.unsaved}</span>;
  return state === "saved" ? (
    <span className="flex items-center gap-2 text-success-text">
      <CircleCheck className="size-4 shrink-0" aria-hidden="true" />
      {settingsText.save.saved}
    </span>
  ) : null;
}
