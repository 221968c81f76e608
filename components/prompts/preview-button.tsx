"use client";

import { Eye } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";

const PreviewDialog = lazy(() => import("./preview-dialog"));

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
        Preview
      </Button>
      {wanted ? (
        <Suspense>
          <PreviewDialog projectId={projectId} open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
