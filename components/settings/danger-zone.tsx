"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteProjectDialog } from "@/components/projects/delete-project-dialog";
import { Button } from "@/components/ui/button";
import { settingsText } from "@/lib/text/settings";

export function DangerZone({ project }: { project: { id: string; name: string } }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button variant="danger-quiet" onClick={() => setOpen(true)}>
        {settingsText.delete.button}
      </Button>
      <DeleteProjectDialog
        project={project}
        open={open}
        onOpenChange={setOpen}
        onDeleted={() => router.push("/projects")}
      />
    </div>
  );
}
