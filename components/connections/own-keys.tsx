"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { OwnKey } from "@/lib/schemas";
import { connectionsText } from "@/lib/text/connections";

const text = connectionsText.ownKeys;

/** For each provider: whose key pays for this project, and a place for one of its own. */
export function OwnKeys({ projectId, initial }: { projectId: string; initial: OwnKey[] }) {
  if (initial.length === 0) return <p className="text-fg-muted">{text.none}</p>;
  return initial.map((key) => <OwnKeyField key={key.connectionId} projectId={projectId} initial={key} />);
}

function OwnKeyField({ projectId, initial }: { projectId: string; initial: OwnKey }) {
  const [{ connectionId, connectionName, hasKey }, setKey] = useState(initial);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);

  async function send(body?: { apiKey: string }): Promise<void> {
    setPending(true);
    setError(undefined);
    try {
      const path = `/api/projects/${projectId}/provider-keys/${connectionId}`;
      const answer = await api<{ key: OwnKey }>(path, body ? { method: "PUT", body } : { method: "DELETE" });
      setKey(answer.key);
      setTyped("");
      toast.success(body ? text.saved(connectionName) : text.removed(connectionName));
    } catch (failure) {
      setError(messageOf(failure));
    }
    setPending(false);
  }

  return (
    <form
      aria-label={text.label(connectionName)}
      onSubmit={(event) => {
        event.preventDefault();
        void send({ apiKey: typed });
      }}
    >
      <Field
        label={text.label(connectionName)}
        error={error}
        aside={<Badge tone={hasKey ? "accent" : "neutral"}>{hasKey ? text.own : text.installation}</Badge>}
      >
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-48 flex-1">
              <Input
                {...control}
                type="password"
                dir="ltr"
                autoComplete="new-password"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </div>
            <Button type="submit" pending={pending} disabled={typed.trim() === ""}>
              {text.save}
            </Button>
            {hasKey ? (
              <Button variant="ghost" disabled={pending} onClick={() => void send()}>
                {text.remove}
              </Button>
            ) : null}
          </div>
        )}
      </Field>
    </form>
  );
}
