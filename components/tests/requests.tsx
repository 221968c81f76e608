"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextDiff } from "@/components/versions/text-diff";
import { api, messageOf } from "@/lib/client/api";
import type { EvalRun, ResultRequest } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { testsText } from "@/lib/text/tests";

const text = evalsText.report;
type Loaded = { candidate: ResultRequest; baseline: ResultRequest | null };

/** Why: what the model received on either side, message by message, fetched when it is asked for. */
export function Requests({
  run,
  candidateId,
  baselineId,
}: {
  run: EvalRun;
  candidateId: string;
  baselineId: string | null;
}) {
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function toggle(): Promise<void> {
    setOpen(!open);
    if (open || loaded) return;
    setFailure(null);
    const load = (id: string) =>
      api<{ request: ResultRequest }>(
        `/api/projects/${run.projectId}/eval-runs/${run.id}/results/${id}/request`,
      ).then(({ request }) => request);
    try {
      const [candidate, baseline] = await Promise.all([
        load(candidateId),
        baselineId === null ? null : load(baselineId),
      ]);
      setLoaded({ candidate, baseline });
    } catch (error) {
      setFailure(messageOf(error));
    }
  }

  return (
    <section className="flex flex-col items-start gap-3 print:hidden">
      <Button
        size="sm"
        variant="ghost"
        className="-ml-2.5"
        aria-expanded={open}
        pending={open && !loaded && !failure}
        onClick={() => void toggle()}
      >
        {baselineId === null ? text.request : text.requests}
      </Button>
      {open && failure ? <Callout tone="danger">{failure}</Callout> : null}
      {open && loaded ? <Both {...loaded} /> : null}
    </section>
  );
}

const facts = ({ model, temperature, maxTokens, promptTokens }: ResultRequest) =>
  testsText.requests.settings(model, temperature, maxTokens, promptTokens);

function Both({ candidate, baseline }: Loaded) {
  const length = Math.max(candidate.messages.length, baseline?.messages.length ?? 0);
  return (
    <div className="flex w-full flex-col gap-3">
      <p className="text-fg-muted text-sm">
        {baseline ? `${text.candidate}: ` : ""}
        {facts(candidate)}
        {baseline ? (
          <>
            <br />
            {text.baseline}: {facts(baseline)}
          </>
        ) : null}
      </p>
      <ol className="flex flex-col gap-3">
        {Array.from({ length }, (_, index) => {
          const [now, before] = [candidate.messages[index], baseline?.messages[index]];
          const key = `${index}`;
          return (
            <li key={key} className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
              <Badge className="self-start">{(now ?? before)?.role}</Badge>
              <div className="font-mono text-xs">
                {baseline && (now || before) && inert(now?.content) !== inert(before?.content) ? (
                  <TextDiff before={inert(before?.content)} after={inert(now?.content)} />
                ) : (
                  <p className="max-h-80 overflow-y-auto whitespace-pre-wrap break-words" dir="auto">
                    {inert(now?.content)}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Each request fences its passages under a name of its own, which says nothing about what changed. */
const inert = (content = "") => content.replace(/(passage)-[0-9a-f]{12}/g, "$1");
