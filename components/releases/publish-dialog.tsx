"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { TextDiff, WholeText } from "@/components/versions/text-diff";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Release, ReleaseComparison, ReleaseDetail } from "@/lib/schemas";
import { releasesText } from "@/lib/text/releases";

/** What will change for everybody, and what the gate says; then the button. */
export function PublishDialog({
  projectId,
  release,
  liveRelease,
  back,
  onClose,
}: {
  projectId: string;
  release: Release;
  liveRelease: number | null;
  /** It was live before. */
  back: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const base = `/api/projects/${projectId}`;
  const [changes, setChanges] = useState<ReleaseComparison | null>(null);
  const [detail, setDetail] = useState<ReleaseDetail | null>(null);
  const [reason, setReason] = useState("");
  const [wrongReason, setWrongReason] = useState<string | null>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  useEffect(() => {
    let gone = false;
    const read = async () => {
      const [found, compared] = await Promise.all([
        api<{ release: ReleaseDetail }>(`${base}/releases/${release.number}`),
        liveRelease === null
          ? null
          : api<{ comparison: ReleaseComparison }>(
              `${base}/releases/${liveRelease}/compare?with=${release.number}`,
            ),
      ]);
      if (gone) return;
      setDetail(found.release);
      setChanges(compared?.comparison ?? null);
    };
    read().catch((error) => {
      if (!gone) setFailure(messageOf(error));
    });
    return () => {
      gone = true;
    };
  }, [base, release.number, liveRelease]);

  const blocked = !back && detail !== null && detail.rules.some(({ ok }) => !ok);

  /** Then each rule says whose it is. */
  const several = new Set(detail?.rules.map(({ set }) => set)).size > 1;

  async function publish(): Promise<void> {
    setPending(true);
    setFailure(null);
    setRefused([]);
    setWrongReason(null);
    const override = blocked && reason.trim() !== "" ? { override: { reason } } : {};
    try {
      await api(`${base}/live`, { method: "PUT", body: { release: release.number, ...override } });
      toast.success(releasesText.publish.live(release.number));
      onClose();
      router.refresh();
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0) {
        const atReason = error.errors.find(({ path }) => path.startsWith("override"));
        if (atReason) setWrongReason(atReason.message);
        else setRefused(error.errors.map(({ message }) => message));
      } else setFailure(messageOf(error));
      setPending(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        size="lg"
        title={
          back ? releasesText.publish.rollBackTo(release.number) : releasesText.publish.title(release.number)
        }
        description={
          liveRelease === null ? releasesText.publish.first : releasesText.publish.inPlace(liveRelease)
        }
      >
        {detail === null && failure === null ? <Skeleton className="h-24 w-full" /> : null}
        {changes ? <Changes changes={changes} /> : null}
        {!back && detail && detail.rules.length > 0 ? (
          <section aria-label={releasesText.publish.gate} className="flex flex-col gap-2">
            <h3 className="font-medium">{releasesText.publish.gate}</h3>
            <ul className="flex flex-col gap-1.5 text-sm">
              {detail.rules.map(({ set, rule, ok, detail: text }) => (
                <li key={`${set} ${rule}`} className="flex items-baseline gap-2">
                  <Badge tone={ok ? "success" : "danger"}>
                    {ok ? releasesText.publish.pass : releasesText.publish.fail}
                  </Badge>
                  <span className="min-w-0 flex-1 break-words">
                    {several ? <span className="text-fg-muted">{set}: </span> : null}
                    {text}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {blocked ? (
          <Field
            label={releasesText.publish.override}
            hint={releasesText.publish.overrideHint}
            error={wrongReason ?? undefined}
          >
            {(control) => (
              <Input {...control} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        ) : null}
        {refused.length > 0 ? (
          <Callout tone="danger" title={releasesText.publish.refused}>
            {refused.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Callout>
        ) : null}
        {failure ? <Callout tone="danger">{failure}</Callout> : null}
        <DialogFooter>
          <Button onClick={onClose}>{releasesText.publish.cancel}</Button>
          <Button
            variant="primary"
            pending={pending}
            disabled={detail === null || (blocked && reason.trim() === "")}
            onClick={() => void publish()}
          >
            {back ? releasesText.publish.rollBack : releasesText.publish.publish}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Changes({ changes }: { changes: ReleaseComparison }) {
  if (changes.same) return <p className="text-fg-muted">{releasesText.publish.same}</p>;
  const prompts = changes.prompts.filter(({ kind, moved }) => kind !== "same" || moved);
  return (
    <section
      aria-label={releasesText.publish.changes}
      className="flex max-h-80 flex-col gap-3 overflow-y-auto rounded-lg bg-sunken px-4 py-3"
    >
      {changes.settings.map(({ field, label, before, after }) => (
        <p key={field}>
          {label}: <del className="text-danger-text">{before}</del> →{" "}
          <ins className="no-underline">{after}</ins>
        </p>
      ))}
      {prompts.map(({ before, after, kind }) => (
        <div key={`${before?.position ?? "new"}-${after?.position ?? "gone"}`}>
          <p className="text-fg-subtle text-xs">
            {releasesText.publish.prompt((after ?? before)?.position ?? 0, kind)}
          </p>
          {before && after ? (
            <TextDiff before={before.content} after={after.content} />
          ) : (
            <WholeText kind={after ? "added" : "removed"} text={(after ?? before)?.content ?? ""} />
          )}
        </div>
      ))}
      {changes.files.map(({ id, filename, kind }) => (
        <p key={id} className="break-words">
          {releasesText.publish.file(filename, kind)}
        </p>
      ))}
    </section>
  );
}
