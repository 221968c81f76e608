"use client";

import { Download, ScrollText, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AuditEntry } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { type Actor, AuditRow } from "./audit-row";

export type AuditPage = { entries: AuditEntry[]; nextCursor: string | null };
const text = adminText.audit;
const ANY = "any";
const ACTIONS = [
  { value: ANY, label: text.any },
  ...Object.entries(text.actions).map(([value, label]) => ({ value, label })),
];
type Filter = { action: string; from: string; to: string; actor: Actor | null };

function queryOf({ action, from, to, actor }: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (actor) query.set("actorId", actor.id);
  if (action !== ANY) query.set("action", action);
  if (from) query.set("from", from);
  if (to) query.set("to", to);
  return query;
}

/** The installation's log, filtered, page by page, and as a file. */
export function AuditView({ initial }: { initial: AuditPage }) {
  const [filter, setFilter] = useState<Filter>({ action: ANY, from: "", to: "", actor: null });
  const [page, setPage] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [touched, setTouched] = useState(false);

  useEffect(() => {
    if (!touched) return;
    const controller = new AbortController();
    setBusy(true);
    api<AuditPage>(`/api/admin/audit?${queryOf(filter)}`, { signal: controller.signal }).then(
      (next) => {
        setPage(next);
        setBusy(false);
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        toast.error(messageOf(error));
        setBusy(false);
      },
    );
    return () => controller.abort();
  }, [filter, touched]);

  function choose(next: Partial<Filter>): void {
    setTouched(true);
    setFilter((now) => ({ ...now, ...next }));
  }

  async function more(): Promise<void> {
    setBusy(true);
    try {
      const query = queryOf(filter);
      query.set("cursor", page.nextCursor ?? "");
      const next = await api<AuditPage>(`/api/admin/audit?${query}`);
      setPage((now) => ({ entries: [...now.entries, ...next.entries], nextCursor: next.nextCursor }));
    } catch (error) {
      toast.error(messageOf(error));
    }
    setBusy(false);
  }

  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={text.what} className="w-64 max-sm:w-full">
          {(control) => (
            <Select
              {...control}
              value={filter.action}
              options={ACTIONS}
              onValueChange={(action) => choose({ action })}
            />
          )}
        </Field>
        <Field label={text.from} className="max-sm:flex-1">
          {(control) => (
            <Input
              {...control}
              type="date"
              value={filter.from}
              max={filter.to || undefined}
              onChange={(event) => choose({ from: event.target.value })}
            />
          )}
        </Field>
        <Field label={text.to} className="max-sm:flex-1">
          {(control) => (
            <Input
              {...control}
              type="date"
              value={filter.to}
              min={filter.from || undefined}
              onChange={(event) => choose({ to: event.target.value })}
            />
          )}
        </Field>
        <a
          href={`/api/admin/audit/export?${queryOf(filter)}`}
          download
          className={buttonClass({ className: "ml-auto max-sm:ml-0 max-sm:w-full" })}
        >
          <Download className="size-4" aria-hidden="true" />
          {text.csv}
        </a>
      </div>
      {filter.actor ? (
        <div>
          <Button
            size="sm"
            aria-label={text.ofEverybody(filter.actor.name)}
            onClick={() => choose({ actor: null })}
          >
            <span className="max-w-64 truncate" dir="auto">
              {filter.actor.name}
            </span>
            <X className="size-4" aria-hidden="true" />
          </Button>
        </div>
      ) : null}
      {page.entries.length === 0 ? (
        <EmptyState icon={ScrollText} title={text.none}>
          {text.noneHint}
        </EmptyState>
      ) : (
        <ul
          aria-label={adminText.sections.audit}
          aria-busy={busy}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {page.entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} onActor={(actor) => choose({ actor })} />
          ))}
        </ul>
      )}
      {page.nextCursor ? (
        <div>
          <Button pending={busy} onClick={() => void more()}>
            {text.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
