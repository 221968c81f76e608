"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteProjectDialog } from "@/components/projects/delete-project-dialog";
import { Button } from "@/components/ui/button";

export function DangerZone({ project }: { project: { id: string; name: string } }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button variant="danger-quiet" onClick={() => setOpen(true)}>
        Delete project
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
