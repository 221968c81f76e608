"use client";

import { Plug, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHead } from "@/components/shell/page-head";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Connection } from "@/lib/schemas";
import { connectionsText as text } from "@/lib/text/connections";
import { type ConnectionAct, ConnectionCard } from "./connection-card";
import { ConnectionForm } from "./connection-form";
import { ModelsForm } from "./models-form";

type Open = { act: ConnectionAct; connection: Connection } | { act: "add" } | null;

const versionOf = ({ id, updatedAt }: Connection) => `${id} ${updatedAt}`;

/** All providers, with the dialogs that add, change and remove them. */
export function ConnectionsView({ initial }: { initial: Connection[] }) {
  const router = useRouter();
  const [connections, setConnections] = useState(initial);
  const [open, setOpen] = useState<Open>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  /** What was saved last, as it was saved. */
  const [fresh, setFresh] = useState<string | null>(null);
  const close = () => {
    setOpen(null);
    setProblem(null);
  };

  function saved(next: Connection, test: boolean): void {
    if (test) setFresh(versionOf(next));
    const known = connections.some(({ id }) => id === next.id);
    setConnections((all) => (known ? all.map((one) => (one.id === next.id ? next : one)) : [...all, next]));
    toast.success(known ? text.changed.saved(next.name) : text.changed.added(next.name));
    close();
    // Whether the demo answers is said at the top of every page.
    router.refresh();
  }

  async function remove({ id, name }: Connection): Promise<void> {
    setPending(true);
    try {
      await api(`/api/admin/connections/${id}`, { method: "DELETE" });
      setConnections((all) => all.filter((one) => one.id !== id));
      toast.success(text.changed.removed(name));
      close();
      router.refresh();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }

  const add = (
    <Button variant="primary" onClick={() => setOpen({ act: "add" })}>
      <Plus className="size-4" aria-hidden="true" />
      {text.add}
    </Button>
  );
  const removing = open?.act === "remove" ? open.connection : null;
  return (
    <>
      <PageHead title={text.title} action={connections.length > 0 ? add : undefined}>
        {text.intro}
      </PageHead>
      {connections.length === 0 ? (
        <EmptyState icon={Plug} title={text.none} action={add}>
          {text.noneHint}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-4">
          {connections.map((connection) => (
            <li key={connection.id}>
              <ConnectionCard
                // What a test has found is true of what was tested.
                key={versionOf(connection)}
                connection={connection}
                atOnce={fresh === versionOf(connection)}
                onAct={(act) => setOpen({ act, connection })}
              />
            </li>
          ))}
        </ul>
      )}
      {open?.act === "add" || open?.act === "edit" ? (
        <ConnectionForm
          connection={open.act === "edit" ? open.connection : null}
          onClose={close}
          onSaved={(next) => saved(next, true)}
        />
      ) : null}
      {open?.act === "models" ? (
        <ModelsForm connection={open.connection} onClose={close} onSaved={(next) => saved(next, false)} />
      ) : null}
      <AlertDialog
        open={removing !== null}
        onOpenChange={(next) => next || close()}
        title={removing ? text.deletion.title(removing.name) : ""}
        description={text.deletion.text}
        confirmLabel={text.deletion.action}
        pending={pending}
        onConfirm={() => {
          if (removing) void remove(removing);
        }}
      >
        {problem ? <Callout tone="danger">{problem}</Callout> : null}
      </AlertDialog>
    </>
  );
}
