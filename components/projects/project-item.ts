import { whenWanted } from "@/components/ui/format";
import type { ProjectSummary } from "@/lib/schemas";
import { projectsText } from "@/lib/text/projects";

const { sorts } = projectsText.board;

/** What the dashboard shows of a project. */
export type ProjectItem = Pick<
  ProjectSummary,
  | "id"
  | "role"
  | "name"
  | "description"
  | "icon"
  | "color"
  | "pinned"
  | "promptCount"
  | "fileCount"
  | "chatCount"
  | "createdAt"
  | "activityAt"
>;

export type Sort = "activity" | "name" | "created";
export type View = "grid" | "list";

export const SORTS: readonly { value: Sort; label: string }[] = [
  { value: "activity", label: sorts.activity },
  { value: "name", label: sorts.name },
  { value: "created", label: sorts.created },
];
export const SORT_COOKIE = "projects-sort";
export const VIEW_COOKIE = "projects-view";

export const isSort = (value: unknown): value is Sort => SORTS.some((sort) => sort.value === value);

const byText = whenWanted(() => new Intl.Collator("en", { sensitivity: "base", numeric: true }));

/** Projects in which every word of the query occurs: pinned ones first, then in the wanted order. */
export function arrange(projects: readonly ProjectItem[], query: string, sort: Sort): ProjectItem[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = projects.filter(({ name, description }) => {
    const text = `${name}\n${description}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const key = sort === "created" ? "createdAt" : "activityAt";
  const order =
    sort === "name"
      ? (a: ProjectItem, b: ProjectItem) => byText().compare(a.name, b.name)
      : (a: ProjectItem, b: ProjectItem) => (a[key] < b[key] ? 1 : -1);
  return found.sort((a, b) => Number(b.pinned) - Number(a.pinned) || order(a, b));
}
