"use client";

import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { adminText } from "@/lib/text/admin";

const text = adminText.health;

/** A form of its own, so that the browser writes the download straight to the disk. */
export function BackupButton() {
  const form = useRef<HTMLFormElement>(null);
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button onClick={() => setAsking(true)}>
        <Download className="size-4" aria-hidden="true" />
        {text.download}
      </Button>
      <form ref={form} method="post" action="/api/admin/backup" />
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={text.askTitle}
        description={text.askText}
        confirmLabel={text.download}
        tone="primary"
        onConfirm={() => {
          form.current?.requestSubmit();
          setAsking(false);
        }}
      />
    </div>
  );
}
