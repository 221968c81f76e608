import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Project } from "@/lib/schemas";
import { projectsText } from "@/lib/text/projects";

const { duplicate: text } = projectsText;

/** Makes a copy with prompts, settings and files, and says so; `open` leads to it. */
export async function duplicateProject(
  { id, name }: { id: string; name: string },
  on: { done: () => void; open: (projectId: string) => void },
): Promise<void> {
  const toastId = `duplicate-${id}`;
  toast.info(text.busy(name), { id: toastId, duration: Number.POSITIVE_INFINITY });
  try {
    const { project } = await api<{ project: Project }>(`/api/projects/${id}/duplicate`, { body: {} });
    const { icon, color } = project;
    publish({ type: "project", project: { id: project.id, name: project.name, icon, color } });
    on.done();
    toast.success(text.done(project.name, project.files.length), {
      id: toastId,
      duration: 8_000,
      action: { label: projectsText.open, run: () => on.open(project.id) },
    });
  } catch (error) {
    toast.error(messageOf(error), { id: toastId, duration: 8_000 });
  }
}
