"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { ConnectionTest } from "@/lib/schemas";
import { modelName } from "@/lib/schemas/model-name";
import { connectionsText } from "@/lib/text/connections";

const text = connectionsText.results;
const ABILITIES = ["streaming", "tools", "pictures", "embeddings", "reasoning"] as const;
const TONES = { yes: "success", no: "warning", unknown: "neutral" } as const;

/** What a test of a connection has found. @param slug null: the environment's */
export function TestResults({ test, slug }: { test: ConnectionTest; slug: string | null }) {
  const { ok, failure, listMs, firstWordMs, models, model, embeddingModel, supports } = test;
  const times = [
    listMs === null ? text.noList : text.list(models.length, listMs),
    ...(firstWordMs === null ? [] : [text.firstWord(firstWordMs)]),
  ].join(", ");
  return (
    <Callout tone={ok ? "success" : "danger"} title={ok ? text.works(model ?? "") : text.fails}>
      {failure ? <p>{failure}</p> : null}
      {ok || listMs !== null ? <p className="text-fg-muted">{times}</p> : null}
      {ok ? (
        <ul aria-label={text.supports} className="mt-2 flex flex-wrap gap-1.5">
          {ABILITIES.map((name) => (
            <li key={name}>
              <Badge tone={TONES[supports[name]]}>
                {text.abilities[name]}: {text.found[supports[name]]}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {models.length > 0 ? (
        <details className="mt-2">
          <summary className="w-fit cursor-pointer rounded-sm touch:py-2.5">
            {text.models(models.length)}
          </summary>
          <ul className="mt-1 max-h-60 overflow-y-auto break-all font-mono text-xs" dir="ltr">
            {models.map(({ id }) => (
              <li key={id}>{id}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {embeddingModel !== null && supports.embeddings === "yes" ? (
        <SearchWith model={modelName(slug, embeddingModel)} />
      ) : null}
    </Callout>
  );
}

/** Makes what the test has found the installation's embedding model. */
function SearchWith({ model }: { model: string }) {
  const [state, setState] = useState<"offered" | "pending" | "used">("offered");
  async function use(): Promise<void> {
    setState("pending");
    try {
      await api("/api/admin/settings", { method: "PUT", body: { embeddingModel: model } });
      setState("used");
    } catch (error) {
      setState("offered");
      toast.error(messageOf(error));
    }
  }
  if (state === "used") return <p className="mt-3 [overflow-wrap:anywhere]">{text.searchedWith(model)}</p>;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 break-words [overflow-wrap:anywhere]">{text.embeds(model)}</p>
      <Button size="sm" pending={state === "pending"} onClick={() => void use()}>
        {text.searchWith}
      </Button>
    </div>
  );
}
