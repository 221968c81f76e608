"use client";

import { Eye } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { promptsText } from "@/lib/text/prompts";

const PreviewDialog = deferred(() => import("./preview-dialog"));

export function PreviewButton({ projectId }: { projectId: string }) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <Eye className="size-4" aria-hidden="true" />
        {promptsText.preview.open}
      </Button>
      {wanted ? <PreviewDialog projectId={projectId} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
