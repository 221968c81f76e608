"use client";

import { CopyPlus, Download, FileText, Settings2, Sparkles, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import { DeleteProjectDialog } from "./delete-project-dialog";
import { duplicateProject } from "./duplicate-project";
import { ExportProjectDialog } from "./export-project-dialog";

export default function ProjectMenu({
  trigger,
  project,
}: LazyMenuProps<{ project: { id: string; name: string } }>) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);
  const go = (path: string) => () => router.push(`/projects/${project.id}/${path}`);
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={go("prompts")}>
            <Sparkles aria-hidden="true" /> Prompts
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={go("files")}>
            <FileText aria-hidden="true" /> Files
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={go("settings")}>
            <Settings2 aria-hidden="true" /> Settings
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            onSelect={() =>
              void duplicateProject(project, {
                done: () => router.refresh(),
                open: (id) => router.push(`/projects/${id}`),
              })
            }
          >
            <CopyPlus aria-hidden="true" /> Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setExporting(true)}>
            <Download aria-hidden="true" /> Export
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ExportProjectDialog project={project} open={exporting} onOpenChange={setExporting} />
      <DeleteProjectDialog
        project={project}
        open={deleting}
        onOpenChange={setDeleting}
        onDeleted={() => router.refresh()}
      />
    </>
  );
}
