"use client";

import { CopyPlus, Download, FileText, Pin, PinOff, Settings2, Sparkles, Trash2 } from "lucide-react";
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
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import { projectsText } from "@/lib/text/projects";
import { DeleteProjectDialog } from "./delete-project-dialog";
import { duplicateProject } from "./duplicate-project";
import { ExportProjectDialog } from "./export-project-dialog";
import type { ProjectItem } from "./project-item";

const { menu: text } = projectsText;

export default function ProjectMenu({
  trigger,
  project,
}: LazyMenuProps<{ project: Pick<ProjectItem, "id" | "name" | "role" | "pinned"> }>) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);
  async function pin(): Promise<void> {
    try {
      await api(`/api/projects/${project.id}/pin`, { method: "PUT", body: { pinned: !project.pinned } });
      const { id, name } = project;
      publish({ type: "project", project: { id, name, pinned: !project.pinned } });
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }
  const go = (path: string) => () => router.push(`/projects/${project.id}/${path}`);
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => void pin()}>
            {project.pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
            {project.pinned ? projectsText.unpin : projectsText.pin}
          </DropdownMenuItem>
          {project.role === "member" ? null : (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={go("prompts")}>
                <Sparkles aria-hidden="true" /> {text.prompts}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={go("files")}>
                <FileText aria-hidden="true" /> {text.files}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={go("settings")}>
                <Settings2 aria-hidden="true" /> {text.settings}
              </DropdownMenuItem>
            </>
          )}
          {project.role === "owner" ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem
                onSelect={() =>
                  void duplicateProject(project, {
                    done: () => router.refresh(),
                    open: (id) => router.push(`/projects/${id}`),
                  })
                }
              >
                <CopyPlus aria-hidden="true" /> {text.duplicate}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setExporting(true)}>
                <Download aria-hidden="true" /> {text.export}
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem tone="danger" onSelect={() => setDeleting(true)}>
                <Trash2 aria-hidden="true" /> {text.delete}
              </DropdownMenuItem>
            </>
          ) : null}
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
