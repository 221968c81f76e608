"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Case, Unmapped } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const formatOf = (name: string) =>
  name.endsWith(".csv") ? "csv" : name.endsWith(".json") ? "json" : "promptfoo";

/** Adds the cases of a file, and lists what of it has no counterpart here. */
export function ImportCases({ setId }: { setId: string }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [left, setLeft] = useState<Unmapped[]>([]);

  async function take(file: File): Promise<void> {
    setPending(true);
    try {
      const answer = await api<{ cases: Case[]; unmapped: Unmapped[] }>(`/api/test-sets/${setId}/import`, {
        body: { format: formatOf(file.name), content: await file.text() },
      });
      toast.success(testsText.import.added(answer.cases.length));
      setLeft(answer.unmapped);
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={testsText.import.file}
        accept=".json,.csv,.yaml,.yml"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void take(file);
          event.currentTarget.value = "";
        }}
      />
      <Button pending={pending} data-tip={testsText.import.title} onClick={() => picker.current?.click()}>
        <Upload className="size-4" aria-hidden="true" />
        {testsText.import.button}
      </Button>
      <Dialog open={left.length > 0} onOpenChange={(open) => (open ? undefined : setLeft([]))}>
        <DialogContent title={testsText.import.leftOutTitle} description={testsText.import.leftOut}>
          <ul className="flex flex-col gap-2">
            {left.map(({ path, what }) => (
              <li key={path} className="break-words">
                <code className="text-fg-muted text-sm">{path}</code> {what}
              </li>
            ))}
          </ul>
        </DialogContent>
      </Dialog>
    </>
  );
}
