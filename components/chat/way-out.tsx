"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { useModelTitle } from "@/components/shell/use-model-title";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { standingOf } from "@/lib/client/offered-models";
import { composerText } from "@/lib/text/composer";
import type { ChatProject } from "./chat-project";

type Found = "well" | "down" | { gone: string };

/** In a chat that could not be answered, what to do about it: the provider is away, or its model is. */
export default function WayOut({ session, project }: { session: ChatSession; project: ChatProject }) {
  const title = useModelTitle();
  const own = useThread(session, (state) => state.model);
  const model = own ?? project.model;
  const [found, setFound] = useState<Found>("well");
  const [attempt, setAttempt] = useState(0);
  // A reply that fails here says that what was known is out of date.
  const failures = useThread(session, ({ finished }) =>
    finished && session.message(finished.key)?.status === "failed" ? finished.n : 0,
  );
  const [asking, setAsking] = useState(false);

  useEffect(() => {
    const left = new AbortController();
    setAsking(true);
    standingOf(model, attempt + failures > 0)
      .then((now) => {
        if (left.signal.aborted) return;
        setFound(now === "gone" ? { gone: model } : now === "down" ? "down" : "well");
      })
      .finally(() => setAsking(false));
    return () => left.abort();
  }, [model, attempt, failures]);

  if (found === "well") return null;
  const gone = found !== "down";
  return (
    <Callout tone="warning">
      <span className="flex flex-col gap-3">
        <span>
          {gone ? composerText.modelGone(title(found.gone)) : composerText.providerDown}{" "}
          {project.editable ? null : gone ? composerText.chooseHere : composerText.askOwner}
        </span>
        <span className="flex flex-wrap gap-2">
          {project.editable ? (
            <Link
              href={`/projects/${project.id}/settings`}
              prefetch={false}
              className={buttonClass({ size: "sm" })}
            >
              {composerText.chooseModel}
            </Link>
          ) : null}
          <Button size="sm" variant="ghost" pending={asking} onClick={() => setAttempt(attempt + 1)}>
            {composerText.tryAgain}
          </Button>
        </span>
      </span>
    </Callout>
  );
}
