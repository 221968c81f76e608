"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Release } from "@/lib/schemas";
import { releasesText } from "@/lib/text/releases";

export function NewRelease({
  projectId,
  open,
  onOpenChange,
}: {
  projectId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [note, setNote] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [wrongNote, setWrongNote] = useState<string | null>(null);

  async function make(): Promise<void> {
    setPending(true);
    setFailure(null);
    setWrongNote(null);
    try {
      const { release } = await api<{ release: Release }>(`/api/projects/${projectId}/releases`, {
        body: { note },
      });
      toast.success(releasesText.make.made(release.number));
      setNote("");
      onOpenChange(false);
      router.refresh();
    } catch (error) {
      const atNote = error instanceof ApiError && error.errors.some(({ path }) => path === "note");
      (atNote ? setWrongNote : setFailure)(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={releasesText.make.title} description={releasesText.make.description}>
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <Field
            label={releasesText.make.note}
            optional
            hint={releasesText.make.noteHint}
            error={wrongNote ?? undefined}
          >
            {(control) => (
              <Input {...control} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
          {failure ? <Callout tone="danger">{failure}</Callout> : null}
          <DialogFooter>
            <Button onClick={() => onOpenChange(false)}>{releasesText.make.cancel}</Button>
            <Button type="submit" variant="primary" pending={pending}>
              {releasesText.make.button}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
