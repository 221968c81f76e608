"use client";

import { TextSearch } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Source } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

type Found = { passages?: Source[]; results?: Source[] };

/** What the files hold about the question; a click on a passage expects it from now on. */
export function PassagePicker({
  projectId,
  question,
  onPick,
}: {
  projectId: string;
  question: string;
  onPick: (passage: Source) => void;
}) {
  const [found, setFound] = useState<Source[] | null>(null);
  const [pending, setPending] = useState(false);

  async function look(): Promise<void> {
    setPending(true);
    try {
      const answer = await api<Found>(`/api/projects/${projectId}/search`, { body: { query: question } });
      setFound(answer.passages ?? answer.results ?? []);
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <>
      <Button pending={pending} disabled={question.trim() === ""} onClick={() => void look()}>
        <TextSearch className="size-4" aria-hidden="true" />
        {testsText.picker.open}
      </Button>
      <Dialog open={found !== null} onOpenChange={(open) => (open ? undefined : setFound(null))}>
        <DialogContent title={testsText.picker.title} description={testsText.picker.description}>
          {found?.length === 0 ? <p className="text-fg-muted">{testsText.picker.none}</p> : null}
          <ol className="flex flex-col gap-2">
            {found?.map((passage) => (
              <li key={passage.hash}>
                <button
                  type="button"
                  className="w-full rounded-md border border-line px-3 py-2 text-start transition-colors hover:bg-hover"
                  onClick={() => {
                    onPick(passage);
                    setFound(null);
                  }}
                >
                  <span className="block text-fg-subtle text-xs">{passage.filename}</span>
                  <span className="line-clamp-3 break-words" dir="auto">
                    {passage.text}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </DialogContent>
      </Dialog>
    </>
  );
}
