"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { api, messageOf } from "@/lib/client/api";
import type { Model } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.start.provider;

/** Which provider answers, and a call that tries it. */
export function ProviderStep({ connected, onDone }: { connected: boolean; onDone: () => void }) {
  const [models, setModels] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function test(): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      setModels((await api<{ models: Model[] }>("/api/models")).models.length);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-fg-muted">{connected ? text.connected : text.demo}</p>
      {connected ? null : (
        <pre className="overflow-x-auto rounded-md bg-sunken p-4 font-mono text-sm">
          <code>{text.variables}</code>
        </pre>
      )}
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      {models === null ? null : <Callout tone="success">{text.answered(models)}</Callout>}
      <div className="flex flex-wrap gap-2">
        {connected ? (
          <Button pending={pending} onClick={() => void test()}>
            {text.test}
          </Button>
        ) : null}
        <Button variant="primary" onClick={onDone}>
          {text.next}
        </Button>
      </div>
    </div>
  );
}
