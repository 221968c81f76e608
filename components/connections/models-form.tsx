"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { api, messageOf } from "@/lib/client/api";
import type { Connection, ConnectionTest } from "@/lib/schemas";
import { connectionsText } from "@/lib/text/connections";
import { badPrice, type FaultyRow, faultyRow, type ModelRow, modelsOf, rowsOf } from "./model-rows";
import { ModelTable } from "./model-table";

const text = connectionsText.modelsForm;
/** Rows on the screen; some providers list hundreds. */
const SHOWN = 60;

/** What went wrong is said below a list that may be longer than the screen. */
const intoView = (node: HTMLDivElement | null) => node?.scrollIntoView({ block: "center" });

/** Which of a connection's models are offered, under which names and at what price. */
export function ModelsForm({
  connection,
  onClose,
  onSaved,
}: {
  connection: Connection;
  onClose: () => void;
  onSaved: (saved: Connection) => void;
}) {
  const [rows, setRows] = useState<ModelRow[] | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [faulty, setFaulty] = useState<FaultyRow | null>(null);
  const [query, setQuery] = useState("");
  const [added, setAdded] = useState("");
  const path = `/api/admin/connections/${connection.id}`;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    api<{ models: ConnectionTest["models"] }>(`${path}/models`, { signal })
      .then(({ models }) => setRows(rowsOf(models, connection.models)))
      .catch(() => {
        if (signal.aborted) return;
        setRows(rowsOf([], connection.models));
        setNote(text.listFailed);
      });
    return () => controller.abort();
  }, [path, connection.models]);

  async function save(): Promise<void> {
    if (!rows) return;
    setFaulty(null);
    setProblem(null);
    const bad = badPrice(rows);
    if (bad) return point({ id: bad.id, field: "price", message: text.badPrice });
    setPending(true);
    const models = modelsOf(rows, new Set(connection.models.map(({ id }) => id)));
    try {
      onSaved(
        (await api<{ connection: Connection }>(path, { method: "PATCH", body: { models } })).connection,
      );
    } catch (error) {
      const fault = faultyRow(error, models);
      if (fault) point(fault);
      else setProblem(messageOf(error));
    }
    setPending(false);
  }

  function point(fault: FaultyRow): void {
    setFaulty(fault);
    // Its row may not be among those on the screen.
    if (!found.slice(0, SHOWN).some(({ id }) => id === fault.id)) setQuery(fault.id);
  }

  function add(): void {
    const id = added.trim();
    if (!rows || id === "" || rows.some((row) => row.id === id)) return;
    setRows([{ id, listedName: id, listed: false, name: id, input: "", output: "", shown: true }, ...rows]);
    setAdded("");
  }

  const wanted = query.trim().toLocaleLowerCase();
  const found = (rows ?? []).filter(({ id, name }) => `${id} ${name}`.toLocaleLowerCase().includes(wanted));
  const change = (id: string, patch: Partial<ModelRow>) => {
    if (id === faulty?.id) setFaulty(null);
    setRows((now) => now?.map((row) => (row.id === id ? { ...row, ...patch } : row)) ?? null);
  };
  const remove = (id: string) => setRows((now) => now?.filter((row) => row.id !== id) ?? null);
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={text.title(connection.name)} description={text.intro} size="lg">
        {note ? <Callout tone="warning">{note}</Callout> : null}
        {rows === null ? (
          <p role="status" className="flex items-center gap-2 py-8 text-fg-muted">
            <Spinner /> {text.loading}
          </p>
        ) : (
          <>
            <Field
              label={text.search}
              hint={text.count(rows.filter(({ shown }) => shown).length, rows.length)}
            >
              {(control) => (
                <Input {...control} type="search" value={query} onChange={(e) => setQuery(e.target.value)} />
              )}
            </Field>
            {found.length === 0 ? (
              <p className="text-fg-muted">{rows.length === 0 ? text.none : text.noneFound}</p>
            ) : (
              <ModelTable rows={found.slice(0, SHOWN)} faulty={faulty} onChange={change} onRemove={remove} />
            )}
            {found.length > SHOWN ? <p className="text-fg-muted">{text.more(found.length - SHOWN)}</p> : null}
            <Field label={text.addLabel} optional>
              {(control) => (
                <div className="flex gap-2">
                  <Input {...control} dir="ltr" value={added} onChange={(e) => setAdded(e.target.value)} />
                  <Button onClick={add}>{text.add}</Button>
                </div>
              )}
            </Field>
          </>
        )}
        {problem ? (
          <div ref={intoView}>
            <Callout tone="danger">{problem}</Callout>
          </div>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>{connectionsText.form.cancel}</Button>
          <Button variant="primary" pending={pending} disabled={rows === null} onClick={() => void save()}>
            {text.save}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
