"use client";

import { useCallback, useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { api, messageOf } from "@/lib/client/api";
import type { Connection, ConnectionTest } from "@/lib/schemas";
import { kindOf } from "@/lib/schemas/connection-kinds";
import { connectionsText as text } from "@/lib/text/connections";
import { TestResults } from "./test-results";

export type ConnectionAct = "edit" | "models" | "remove";

/** One provider, with what can be done about it. */
export function ConnectionCard({
  connection,
  atOnce,
  onAct,
}: {
  connection: Connection;
  /** Whether it is tested without being asked to: it was just saved. */
  atOnce: boolean;
  onAct: (act: ConnectionAct) => void;
}) {
  const { id, slug, name, kind, baseUrl, hasKey, allowPrivate, enabled, readOnly } = connection;
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  const run = useCallback(async (): Promise<void> => {
    setPending(true);
    setProblem(null);
    setTest(null);
    try {
      const answer = await api<{ test: ConnectionTest }>(`/api/admin/connections/${id}/test`, { body: {} });
      setTest(answer.test);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }, [id]);
  useEffect(() => {
    if (atOnce && enabled) void run();
  }, [atOnce, enabled, run]);

  return (
    <Card className="flex flex-col gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 className="flex flex-wrap items-center gap-2 font-medium text-base">
            <span className="break-words">{name}</span>
            {readOnly ? <Badge>{text.environment}</Badge> : null}
            {enabled ? null : <Badge tone="warning">{text.off}</Badge>}
          </h2>
          <p className="break-all text-fg-muted text-sm" dir="ltr">
            {baseUrl}
          </p>
          <p className="text-fg-subtle text-sm">
            {[
              kindOf(kind).name,
              hasKey ? text.keyIsSet : text.noKey,
              ...(allowPrivate && !readOnly ? [text.private] : []),
              ...(readOnly ? [] : [text.named(slug)]),
            ].join(" · ")}
          </p>
          {readOnly ? <p className="text-fg-subtle text-sm">{text.environmentHint}</p> : null}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" pending={pending} onClick={() => void run()} aria-label={`${text.test} ${name}`}>
            {text.test}
          </Button>
          {readOnly ? null : (
            <>
              <Button size="sm" onClick={() => onAct("models")} aria-label={`${text.models}: ${name}`}>
                {text.models}
              </Button>
              <Button size="sm" onClick={() => onAct("edit")} aria-label={`${text.edit} ${name}`}>
                {text.edit}
              </Button>
              <Button
                size="sm"
                variant="ghost"
                onClick={() => onAct("remove")}
                aria-label={`${text.remove} ${name}`}
              >
                {text.remove}
              </Button>
            </>
          )}
        </div>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {test ? <TestResults test={test} slug={readOnly ? null : slug} /> : null}
      </div>
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
    </Card>
  );
}
