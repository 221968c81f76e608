import { ArrowUpDown, Minus, Pencil, Plus } from "lucide-react";
import { roleLabel } from "@/components/prompts/roles";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { PromptChange, SettingChange, StateComparison } from "@/lib/projects";
import { versionsText } from "@/lib/text/versions";
import { Marked, TextDiff, WholeText } from "./text-diff";

/** The difference between two states of a project, prompt by prompt and setting by setting. */
export function StateChanges({ changes }: { changes: StateComparison }) {
  const prompts = changes.prompts.filter(({ kind, moved }) => kind !== "same" || moved);
  const same = changes.prompts.length - prompts.length;
  if (prompts.length === 0 && changes.settings.length === 0) {
    return (
      <p className="rounded-lg border border-line border-dashed px-4 py-8 text-center text-fg-muted">
        {versionsText.changes.none}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      {changes.settings.length > 0 ? <Settings settings={changes.settings} /> : null}
      {prompts.length > 0 ? (
        <section aria-label={versionsText.changes.prompts} className="flex flex-col gap-3">
          <h2 className="font-medium text-base">{versionsText.changes.prompts}</h2>
          <ol className="flex flex-col gap-3">
            {prompts.map((change) => (
              <li key={change.id}>
                <PromptDifference change={change} />
              </li>
            ))}
          </ol>
          {same > 0 ? <p className="text-fg-muted">{versionsText.changes.unchanged(same)}</p> : null}
        </section>
      ) : null}
    </div>
  );
}

function Settings({ settings }: { settings: SettingChange[] }) {
  return (
    <section aria-label={versionsText.changes.settings} className="flex flex-col gap-3">
      <h2 className="font-medium text-base">{versionsText.changes.settings}</h2>
      <Card className="overflow-x-auto">
        <table className="w-full text-start">
          <thead>
            <tr className="border-line border-b text-fg-muted text-xs">
              <th scope="col" className="px-4 py-2 text-start font-medium">
                {versionsText.changes.setting}
              </th>
              <th scope="col" className="px-4 py-2 text-start font-medium">
                {versionsText.changes.before}
              </th>
              <th scope="col" className="px-4 py-2 text-start font-medium">
                {versionsText.changes.after}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {settings.map(({ field, label, before, after }) => (
              <tr key={field}>
                <th scope="row" className="px-4 py-2.5 text-start font-normal">
                  {label}
                </th>
                <td className="break-words px-4 py-2.5" dir="auto">
                  <Marked kind="removed" text={before} />
                </td>
                <td className="break-words px-4 py-2.5" dir="auto">
                  <Marked kind="added" text={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}

const KINDS = {
  added: { label: versionsText.changes.added, tone: "success", icon: Plus },
  removed: { label: versionsText.changes.removed, tone: "danger", icon: Minus },
  changed: { label: versionsText.changes.changed, tone: "warning", icon: Pencil },
} as const;

function PromptDifference({ change }: { change: PromptChange }) {
  const { before, after, kind, moved } = change;
  const what = kind === "same" ? null : KINDS[kind];
  const Icon = what?.icon;
  return (
    <Card className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="font-medium">
          {versionsText.changes.prompt} {(after ?? before)?.position}
        </h3>
        {what && Icon ? (
          <Badge tone={what.tone}>
            <Icon aria-hidden="true" />
            {what.label}
          </Badge>
        ) : null}
        {moved && before && after ? (
          <Badge>
            <ArrowUpDown aria-hidden="true" />
            {versionsText.changes.moved(before.position, after.position)}
          </Badge>
        ) : null}
        <span className="text-fg-muted text-xs">
          {before && after && before.role !== after.role ? (
            <>
              <Marked kind="removed" text={roleLabel(before.role)} />{" "}
              <Marked kind="added" text={roleLabel(after.role)} />
            </>
          ) : (
            roleLabel((after ?? before)?.role ?? "system")
          )}
        </span>
      </div>
      <div className="min-w-0">
        {before && after ? (
          before.content === after.content ? (
            <p className="line-clamp-6 whitespace-pre-wrap break-words" dir="auto">
              {after.content}
            </p>
          ) : (
            <TextDiff before={before.content} after={after.content} />
          )
        ) : (
          <WholeText kind={after ? "added" : "removed"} text={(after ?? before)?.content ?? ""} />
        )}
      </div>
    </Card>
  );
}
