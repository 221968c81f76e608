import { toFile } from "@/lib/knowledge";
import type { Project, ProjectRole, ProjectSummary, Prompt } from "@/lib/schemas";
import type { FileRecord, ProjectRecord, ProjectSummaryRecord, PromptRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";

export function toPrompt({ id, role, content, createdAt }: PromptRecord): Prompt {
  return { id, role, content, createdAt: isoTime(createdAt) };
}

type Common = Omit<ProjectRecord, "prompts">;
const common = (record: Common, role: ProjectRole, liveRelease: number | null) => ({
  id: record.id,
  slug: record.slug,
  role,
  name: record.name,
  description: record.description,
  icon: record.icon,
  color: record.color,
  settings: record.settings,
  version: record.version,
  liveRelease,
  createdAt: isoTime(record.createdAt),
  updatedAt: isoTime(record.updatedAt),
  activityAt: isoTime(record.activityAt),
});

export function toProject(
  record: ProjectRecord,
  files: FileRecord[],
  role: ProjectRole,
  liveRelease: number | null = null,
): Project {
  return {
    ...common(record, role, liveRelease),
    prompts: record.prompts.map(toPrompt),
    files: files.map(toFile),
  };
}

export function toProjectSummary(
  record: ProjectSummaryRecord,
  role: ProjectRole,
  liveRelease: number | null = null,
  pinned = false,
): ProjectSummary {
  const { promptCount, fileCount, chatCount } = record;
  return { ...common(record, role, liveRelease), promptCount, fileCount, chatCount, pinned };
}
