import { recordConfig } from "@/lib/chats";
import type { ReleaseComparison } from "@/lib/schemas";
import type { ReleaseRecord, Scope } from "@/lib/store";
import { compareStates, isSame, type ProjectState } from "../compare-states";
import { requireProject, requireRelease } from "./releases";

type State = ProjectState & { files: { id: string; filename: string; sha256: string }[] };

/** What changed from a release to another, or to the draft. @throws not_found */
export async function compareReleases(
  scope: Scope,
  projectId: string,
  number: string,
  other: number | "draft",
): Promise<ReleaseComparison> {
  const from = await requireRelease(scope, projectId, number);
  const { before, after } = alike(
    asState(from),
    other === "draft"
      ? await draftState(scope, projectId)
      : asState(await requireRelease(scope, projectId, other)),
  );
  const changes = compareStates(before, after);
  const files = fileChanges(before, after);
  return {
    from: from.number,
    to: other,
    same: isSame(changes) && files.length === 0,
    prompts: changes.prompts.map(({ kind, moved, before, after }) => ({ kind, moved, before, after })),
    settings: changes.settings,
    files,
  };
}

const asState = ({ prompts, settings, files }: ReleaseRecord): State => ({
  prompts: prompts.map((prompt, index) => ({ id: `${index}`, ...prompt })),
  settings,
  files,
});

async function draftState(scope: Scope, projectId: string): Promise<State> {
  const { prompts, settings, files } = await recordConfig(scope, await requireProject(scope, projectId));
  return { prompts: prompts.map((prompt, index) => ({ id: `${index}`, ...prompt })), settings, files };
}

/**
 * A release does not say which prompt was which: equal ones are the same, then those left over of one role in their order.
 */
function alike(before: State, after: State): { before: State; after: State } {
  const left = before.prompts.map((prompt, index) => ({ ...prompt, id: `b${index}` }));
  const free = new Set(left.map(({ id }) => id));
  const match = (test: (candidate: (typeof left)[number]) => boolean) => {
    const found = left.find((candidate) => free.has(candidate.id) && test(candidate));
    if (found) free.delete(found.id);
    return found?.id;
  };
  const exact = after.prompts.map((prompt) =>
    match(({ role, content }) => role === prompt.role && content === prompt.content),
  );
  const named = after.prompts.map((prompt, index) => ({
    ...prompt,
    id: exact[index] ?? match(({ role }) => role === prompt.role) ?? `a${index}`,
  }));
  return { before: { ...before, prompts: left }, after: { ...after, prompts: named } };
}

function fileChanges(before: State, after: State): ReleaseComparison["files"] {
  const old = new Map(before.files.map((file) => [file.id, file]));
  const now = new Set(after.files.map(({ id }) => id));
  const shown = ({ id, filename }: State["files"][number]) => ({ id, filename });
  return [
    ...after.files.flatMap((file): ReleaseComparison["files"] => {
      const was = old.get(file.id);
      if (!was) return [{ ...shown(file), kind: "added" }];
      return was.sha256 === file.sha256 ? [] : [{ ...shown(file), kind: "changed" }];
    }),
    ...before.files
      .filter(({ id }) => !now.has(id))
      .map((file) => ({ ...shown(file), kind: "removed" as const })),
  ];
}
