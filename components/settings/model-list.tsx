"use client";

import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { api, messageOf } from "@/lib/client/api";
import type { Model } from "@/lib/schemas";
import { splitModelName } from "@/lib/schemas/model-name";
import { settingsText } from "@/lib/text/settings";

export const itemClass =
  "flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2 py-1.5 data-[selected=true]:bg-hover touch:min-h-11";

const groupClass =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-fg-subtle [&_[cmdk-group-heading]]:text-xs";

/** The providers’ models, each under its connection, with search; a name it does not list can be used as well. */
export function ModelList({
  value,
  onChoose,
  first,
  above,
}: {
  value: string;
  onChoose: (model: string) => void;
  /** Stands above the models while nothing is searched for. */
  first?: ReactNode;
  /** The model that stands there, left out below. */
  above?: string;
}) {
  const [query, setQuery] = useState("");
  const [models, setModels] = useState<Model[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    api<{ models: Model[] }>("/api/models", { signal: controller.signal })
      .then((data) => setModels(data.models))
      .catch((error) => {
        if (!controller.signal.aborted) setFailure(messageOf(error));
      });
    return () => controller.abort();
  }, []);

  const wanted = query.trim();
  const found = (models ?? []).filter(
    ({ id, name, connection }) =>
      (wanted !== "" || id !== above) &&
      `${id} ${name} ${connection?.name ?? ""}`.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()),
  );
  const groups = [...Map.groupBy(found, ({ connection }) => connection?.id ?? "")];
  const listed = (models ?? []).some(({ id }) => id === wanted);
  return (
    <Command
      shouldFilter={false}
      label={settingsText.models.title}
      defaultValue={value === above ? undefined : value}
      className="flex min-h-0 flex-col gap-2"
    >
      <div className="flex items-center gap-2 border-line border-b pb-2">
        <Search className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={settingsText.models.search}
          className="h-control w-full bg-transparent text-field outline-none"
        />
        {models === null && failure === null ? <Spinner className="animate-late" /> : null}
      </div>
      {failure ? (
        <p role="alert" className="px-2 py-1 text-danger-text">
          {failure}
        </p>
      ) : null}
      <Command.List className="max-h-72 overflow-y-auto">
        {wanted === "" ? first : null}
        {groups.map(([id, members]) => (
          <Command.Group
            key={id}
            heading={groups.length > 1 ? headingOf(members, groups) : undefined}
            className={groupClass}
          >
            {members.map((model) => (
              <ModelItem key={model.id} model={model} chosen={model.id === value} onChoose={onChoose} />
            ))}
          </Command.Group>
        ))}
        {wanted !== "" && !listed ? (
          <Command.Item value={`use ${wanted}`} onSelect={() => onChoose(wanted)} className={itemClass}>
            <span className="min-w-0 truncate">
              {settingsText.models.use} “<span dir="auto">{wanted}</span>”
            </span>
          </Command.Item>
        ) : null}
        {models?.length === 0 ? <p className="px-2 py-2 text-fg-muted">{settingsText.models.none}</p> : null}
      </Command.List>
    </Command>
  );
}

/** A connection's name; with its short name where two are called the same. */
function headingOf(members: Model[], groups: [string, Model[]][]): string {
  const name = members[0]?.connection?.name ?? "";
  const { slug } = splitModelName(members[0]?.id ?? "");
  const same = groups.filter(([, [first]]) => first?.connection?.name === name);
  return same.length > 1 && slug !== null ? `${name} (${slug})` : name;
}

function ModelItem({
  model: { id, name, contextWindow },
  chosen,
  onChoose,
}: {
  model: Model;
  chosen: boolean;
  onChoose: (model: string) => void;
}) {
  return (
    <Command.Item value={id} onSelect={() => onChoose(id)} className={itemClass}>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{name}</span>
        {contextWindow ? (
          <span className="text-fg-subtle text-xs">{settingsText.models.context(contextWindow)}</span>
        ) : null}
      </span>
      {chosen ? <Check className="size-4 shrink-0 text-accent-text" aria-hidden="true" /> : null}
    </Command.Item>
  );
}
