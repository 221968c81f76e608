"use client";

import { useState } from "react";
import { NewLink } from "@/components/share/new-link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.people.reset;

/** Makes a link that sets a new password, to be handed to whoever lost theirs. */
export function ResetLinkDialog({
  user,
  open,
  onClose,
}: {
  user: AdminUser;
  open: boolean;
  onClose: () => void;
}) {
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function make(): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      setUrl((await api<{ url: string }>(`/api/admin/users/${user.id}/reset`, { method: "POST" })).url);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        setUrl(null);
        setProblem(null);
        onClose();
      }}
    >
      <DialogContent title={text.title(user.name)} description={text.text}>
        {problem ? <Callout tone="danger">{problem}</Callout> : null}
        {url ? <NewLink url={url} /> : null}
        <DialogFooter>
          {url ? (
            <Button onClick={onClose}>{text.done}</Button>
          ) : (
            <Button variant="primary" pending={pending} onClick={() => void make()}>
              {text.action}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
