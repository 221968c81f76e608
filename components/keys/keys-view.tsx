"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Key } from "@/lib/schemas";
import { keysText } from "@/lib/text/keys";
import { KeyForm, type ProjectChoice } from "./key-form";
import { KeyRow, type Spent } from "./key-row";
import { KeySecret } from "./key-secret";
import { OVERLAPS } from "./words";

type Open =
  | { what: "create" }
  | { what: "edit" | "rotate" | "revoke"; key: Key }
  | { what: "secret"; key: Key; secret: string };

/** The keys of a project, or of the account: made, changed, rotated, revoked. */
export function KeysView({
  initial,
  spent,
  project,
  projects,
  baseUrl,
  priced,
  now,
}: {
  initial: Key[];
  spent: Record<string, Spent>;
  /** Set on a project's page: keys are made for it. */
  project: ProjectChoice | null;
  /** All of the person's, for names and to choose from. */
  projects: ProjectChoice[];
  baseUrl: string;
  priced: boolean;
  /** The server's clock, so that both sides render the same. */
  now: number;
}) {
  const [keys, setKeys] = useState(initial);
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);
  const [overlap, setOverlap] = useState<(typeof OVERLAPS)[number]["value"]>("86400");
  const known = new Map(projects.map((one) => [one.id, one]));
  const close = () => setOpen(null);
  const renew = (key: Key) => setKeys((all) => all.map((one) => (one.id === key.id ? key : one)));

  const modelOf = (key: Key): string =>
    project?.slug ?? known.get(key.projectId ?? "")?.slug ?? projects[0]?.slug ?? "your-project";
  const placeOf = (key: Key): string | null => {
    if (project) return null;
    return key.projectId === null
      ? keysText.list.allProjects
      : (known.get(key.projectId)?.name ?? keysText.list.oneProject);
  };

  async function save(body: object) {
    try {
      if (open?.what === "edit") {
        const { key } = await api<{ key: Key }>(`/api/keys/${open.key.id}`, { method: "PATCH", body });
        renew(key);
        close();
        toast.success(keysText.list.saved);
      } else {
        const place = project ? { projectId: project.id } : {};
        const made = await api<{ key: Key; secret: string }>("/api/keys", {
          method: "POST",
          body: { ...body, ...place },
        });
        setKeys((all) => [made.key, ...all]);
        setOpen({ what: "secret", ...made });
      }
      return null;
    } catch (error) {
      const faults = error instanceof ApiError ? error.errors : [];
      const errors = Object.fromEntries(
        faults.map(({ path, message }) => [path.startsWith("origins") ? "origins" : path, message]),
      );
      return { errors, message: faults.length > 0 ? null : messageOf(error) };
    }
  }

  async function rotate(key: Key): Promise<void> {
    setBusy(true);
    try {
      const body = { overlapSeconds: Number(overlap) };
      const made = await api<{ key: Key; secret: string }>(`/api/keys/${key.id}/rotate`, { body });
      renew(made.key);
      setOpen({ what: "secret", ...made });
    } catch (error) {
      toast.error(keysText.list.notRotated(messageOf(error)));
    }
    setBusy(false);
  }

  async function revoke(key: Key): Promise<void> {
    setBusy(true);
    try {
      await api(`/api/keys/${key.id}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(keysText.list.stillWorks(messageOf(error)));
        return setBusy(false);
      }
    }
    setKeys((all) => all.filter(({ id }) => id !== key.id));
    setBusy(false);
    close();
    toast.success(keysText.list.revoked);
  }

  const create = (
    <Button variant="primary" onClick={() => setOpen({ what: "create" })}>
      <Plus className="size-4" aria-hidden="true" /> {keysText.list.new}
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title={keysText.list.none} action={create}>
          {keysText.list.noneHint}
        </EmptyState>
      ) : (
        <>
          <div className="flex justify-end">{create}</div>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                item={key}
                spent={spent[key.id]}
                place={placeOf(key)}
                now={now}
                onAct={(what) => setOpen({ what, key })}
              />
            ))}
          </ul>
        </>
      )}
      <Dialog open={open?.what === "create" || open?.what === "edit"} onOpenChange={close}>
        <DialogContent
          title={open?.what === "edit" ? keysText.list.edit : keysText.list.new}
          description={open?.what === "edit" ? keysText.list.editHint : keysText.list.newHint}
        >
          <KeyForm
            {...(open?.what === "edit" ? { before: open.key } : {})}
            projects={project ? [] : projects}
            priced={priced}
            save={save}
          />
        </DialogContent>
      </Dialog>
      <Dialog open={open?.what === "secret"} onOpenChange={close}>
        {open?.what === "secret" ? (
          <DialogContent title={keysText.list.secretOf(open.key.name)}>
            <KeySecret secret={open.secret} baseUrl={baseUrl} model={modelOf(open.key)} />
          </DialogContent>
        ) : null}
      </Dialog>
      <AlertDialog
        open={open?.what === "rotate"}
        onOpenChange={close}
        tone="primary"
        title={open?.what === "rotate" ? keysText.list.rotateTitle(open.key.name) : ""}
        description={keysText.list.rotateBody}
        confirmLabel={keysText.list.rotate}
        pending={busy}
        onConfirm={() => open?.what === "rotate" && void rotate(open.key)}
      >
        <Field label={keysText.list.before}>
          {(control) => <Select {...control} value={overlap} options={OVERLAPS} onValueChange={setOverlap} />}
        </Field>
      </AlertDialog>
      <AlertDialog
        open={open?.what === "revoke"}
        onOpenChange={close}
        title={open?.what === "revoke" ? keysText.list.revokeTitle(open.key.name) : ""}
        description={keysText.list.revokeBody}
        confirmLabel={keysText.list.revoke}
        pending={busy}
        onConfirm={() => open?.what === "revoke" && void revoke(open.key)}
      />
    </div>
  );
}
