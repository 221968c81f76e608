import { TimeAgo } from "@/components/ui/time-ago";
import type { AuditEntry } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.audit;
const nameOf = (action: string): string => new Map(Object.entries(text.actions)).get(action) ?? action;

const detailNames = new Map<string, string>(Object.entries(text.details));

export type Actor = { id: string; name: string };

/** Who did what to whom, from where, when. */
export function AuditRow({
  entry,
  onActor,
}: {
  entry: AuditEntry;
  /** Asks for what this person did. */
  onActor: (actor: Actor) => void;
}) {
  const { actor, target, targetId, action, detail, address, at } = entry;
  const who = actor === null ? text.operator : actor.name || text.gone;
  const whom = target && targetId !== actor?.id ? target.name : null;
  const words = Object.entries(detail).map(([name, value]) => `${detailNames.get(name) ?? name}: ${value}`);
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3">
      <p className="min-w-0 flex-1 basis-64">
        <span className="font-medium">{nameOf(action)}</span>
        {whom ? <span dir="auto"> · {whom}</span> : null}
        {words.length > 0 ? (
          <span className="block break-words text-fg-muted text-xs">{words.join(", ")}</span>
        ) : null}
      </p>
      <p className="min-w-0 basis-56 truncate text-fg-muted" data-tip-clipped="" data-tip={actor?.email}>
        {actor ? (
          <button
            type="button"
            aria-label={text.onlyOf(who)}
            className="rounded-sm underline-offset-4 hover:text-fg hover:underline"
            dir="auto"
            onClick={() => onActor({ id: actor.id, name: who })}
          >
            {who}
          </button>
        ) : (
          <span dir="auto">{who}</span>
        )}
        {address ? <span className="text-fg-subtle text-xs"> · {address}</span> : null}
      </p>
      <TimeAgo iso={at} className="basis-28 text-fg-subtle text-xs sm:text-end" />
    </li>
  );
}
