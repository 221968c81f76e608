"use client";

import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { messageOf } from "@/lib/client/api";
import { saveFrom } from "@/lib/client/save";
import { accountText } from "@/lib/text/account";
import { SavedNote } from "./saved-note";

type State =
  | { at: "rest" }
  | { at: "working"; bytes: number }
  | { at: "done" }
  | { at: "failed"; why: string };

export function DataExport() {
  const [state, setState] = useState<State>({ at: "rest" });
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function save(): Promise<void> {
    controller.current = new AbortController();
    const { signal } = controller.current;
    setState({ at: "working", bytes: 0 });
    try {
      await saveFrom("/api/users/export", {
        signal,
        onProgress: (bytes) => setState({ at: "working", bytes }),
      });
      setState({ at: "done" });
    } catch (error) {
      setState(signal.aborted ? { at: "rest" } : { at: "failed", why: messageOf(error) });
    }
  }

  return (
    <div className="flex flex-col gap-4">
      {state.at === "failed" ? (
        <Callout tone="danger" title={accountText.export.failed}>
          {state.why}
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void save()} pending={state.at === "working"}>
          <Download className="size-4" aria-hidden="true" />
          {state.at === "failed" ? accountText.export.retry : accountText.export.button}
        </Button>
        {state.at === "working" ? (
          <Button variant="ghost" onClick={() => controller.current?.abort()}>
            {accountText.export.cancel}
          </Button>
        ) : null}
        <SavedNote shown={state.at === "done"}>{accountText.export.saved}</SavedNote>
      </div>
      {state.at === "working" ? (
        <div className="flex flex-col gap-1.5">
          <Progress label={accountText.export.working} />
          <p className="text-fg-muted text-xs tabular-nums">
            {accountText.export.soFar(formatBytes(state.bytes))}
          </p>
        </div>
      ) : null}
    </div>
  );
}
