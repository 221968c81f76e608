"use client";

import { Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Chat, Share } from "@/lib/schemas";
import { shareText } from "@/lib/text/share";
import { NewLink } from "./new-link";
import { ShareList } from "./share-list";
import { ShareWithProject } from "./share-with-project";

/** Makes, shows and revokes read-only links to a chat. Only a new link's address is known: the server keeps a hash. */
export function ShareDialog({
  chat,
  open,
  onOpenChange,
}: {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={shareText.dialog.title} description={shareText.dialog.body}>
        <ShareWithProject chat={chat} />
        <ShareLinks chat={chat} />
      </DialogContent>
    </Dialog>
  );
}

function ShareLinks({ chat }: { chat: { id: string } }) {
  const path = `/api/chats/${chat.id}/share`;
  const [shares, setShares] = useState<Share[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [fresh, setFresh] = useState<{ id: string; url: string } | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const leaving = new AbortController();
    setFailure(null);
    api<{ shares: Share[] }>(path, { signal: leaving.signal })
      .then((data) => setShares(data.shares))
      .catch((error) => {
        if (!leaving.signal.aborted) setFailure(messageOf(error));
      });
    return () => leaving.abort();
  }, [path, attempt]);

  async function create(): Promise<void> {
    setBusy("create");
    try {
      const data = await api<{ share: Share; path: string }>(path, { method: "POST", body: {} });
      setShares((now) => [data.share, ...(now ?? [])]);
      setFresh({ id: data.share.id, url: new URL(data.path, window.location.href).href });
    } catch (error) {
      toast.error(shareText.dialog.notCreated(messageOf(error)));
    }
    setBusy(null);
  }

  async function revoke(id: string): Promise<void> {
    setBusy(id);
    try {
      await api(`${path}/${id}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(shareText.dialog.stillWorks(messageOf(error)));
        return setBusy(null);
      }
    }
    setShares((now) => (now ?? []).filter((share) => share.id !== id));
    setFresh((now) => (now?.id === id ? null : now));
    setBusy(null);
  }

  if (failure) {
    return (
      <Callout
        tone="danger"
        title={shareText.dialog.notLoaded}
        action={<Button onClick={() => setAttempt(attempt + 1)}>{shareText.dialog.retry}</Button>}
      >
        {failure}
      </Callout>
    );
  }
  return (
    <>
      {fresh ? <NewLink key={fresh.id} url={fresh.url} /> : null}
      {shares ? (
        <ShareList shares={shares} fresh={fresh?.id ?? null} busy={busy} onRevoke={(id) => void revoke(id)} />
      ) : (
        <Skeleton className="h-14" />
      )}
      <DialogFooter>
        <Button
          variant={fresh ? "secondary" : "primary"}
          pending={busy === "create"}
          disabled={!shares}
          onClick={() => void create()}
        >
          <Link2 className="size-4" aria-hidden="true" />
          {shares && shares.length > 0 ? shareText.dialog.another : shareText.dialog.create}
        </Button>
      </DialogFooter>
    </>
  );
}
