import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import type { ConnectionTest } from "@/lib/schemas";
import { connectionsText } from "@/lib/text/connections";

const text = connectionsText.results;
const ABILITIES = ["streaming", "tools", "pictures", "embeddings", "reasoning"] as const;
const TONES = { yes: "success", no: "warning", unknown: "neutral" } as const;

/** What a test of a connection has found. */
export function TestResults({ test }: { test: ConnectionTest }) {
  const { ok, failure, listMs, firstWordMs, models, model, supports } = test;
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
    </Callout>
  );
}
