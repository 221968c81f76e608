"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import { projectsText } from "@/lib/text/projects";

const { delete: text } = projectsText;

/** Asks for the project's name: what goes with it can't be brought back. */
export function DeleteProjectDialog({
  project,
  open,
  onOpenChange,
  onDeleted,
}: {
  project: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const matches = typed.trim() === project.name.trim();

  function change(next: boolean): void {
    setTyped("");
    onOpenChange(next);
  }

  async function remove(): Promise<void> {
    if (!matches || pending) return;
    setPending(true);
    try {
      await api(`/api/projects/${project.id}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(messageOf(error));
        return setPending(false);
      }
    }
    setPending(false);
    change(false);
    publish({ type: "project-removed", projectId: project.id });
    onDeleted();
    toast.success(text.deleted);
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={change}
      title={text.title}
      description={text.body}
      confirmLabel={text.confirm}
      confirmDisabled={!matches}
      pending={pending}
      onConfirm={() => void remove()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <Field label={text.type(project.name)}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
      </form>
    </AlertDialog>
  );
}
