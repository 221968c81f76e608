"use client";

import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { api } from "@/lib/client/api";
import type { FileImpact } from "@/lib/schemas";
import { filesText } from "@/lib/text/files";

const { impact: text } = filesText;

/** Which test cases would break, and which releases keep the file's text. Nothing while nothing would. */
export function RemovalImpact({ projectId, fileId }: { projectId: string; fileId: string }) {
  const [impact, setImpact] = useState<FileImpact | null>(null);
  useEffect(() => {
    let gone = false;
    api<{ impact: FileImpact }>(`/api/projects/${projectId}/files/${fileId}/impact`).then(
      (answer) => {
        if (!gone) setImpact(answer.impact);
      },
      // Only a warning: removing works without it.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [projectId, fileId]);
  if (!impact || (impact.cases.length === 0 && impact.releases.length === 0)) return null;
  return (
    <div className="flex flex-col gap-2">
      {impact.cases.length > 0 ? (
        <Callout tone="warning" title={text.breaks(impact.cases.length)}>
          {text.names(impact.cases.map(({ name }) => name))}
        </Callout>
      ) : null}
      {impact.releases.length > 0 ? (
        <p className="text-fg-muted text-sm">{text.kept(impact.releases)}</p>
      ) : null}
    </div>
  );
}
