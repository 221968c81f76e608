import { listOwnKeys } from "@/lib/ai";
import { getEmbed } from "@/lib/embed";
import { exportCases, listRuns, listTestSets } from "@/lib/evals";
import { downloadName } from "@/lib/files";
import { listReleases } from "@/lib/projects";
import { LIMITS } from "@/lib/schemas";
import type { Scope } from "@/lib/store";
import { listWebhooks } from "@/lib/webhooks";
import type { ArchiveEntry } from "./archive";

/** What has been set up around one of the person's projects, each in a file of its own where there is any; no secret. */
export async function* projectSettings(
  scope: Scope,
  projectId: string,
  folder: string,
  modified: number,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const entry = (name: string, value: unknown): ArchiveEntry => ({
    name: `${folder}/${name}`,
    modified,
    content: once(`${JSON.stringify(value, null, 2)}\n`),
  });
  const releases = await everything(async (page) => {
    const found = await listReleases(scope, projectId, page);
    return { items: found.releases, nextCursor: found.nextCursor };
  });
  if (releases.length > 0) yield entry("releases.json", releases);
  const { embed } = await getEmbed(scope, projectId);
  if (embed.updatedAt !== null) yield entry("widget.json", embed);
  const { webhooks } = await listWebhooks(scope, projectId);
  if (webhooks.length > 0) yield entry("webhooks.json", webhooks);
  const keys = (await listOwnKeys(scope, projectId)).filter(({ hasKey }) => hasKey);
  if (keys.length > 0) yield entry("provider-keys.json", keys);
  const sets = await everything(async (page) => {
    const found = await listTestSets(scope, projectId, page);
    return { items: found.testSets, nextCursor: found.nextCursor };
  });
  for (const { id, name } of sets) {
    const { body } = await exportCases(scope, id, "json");
    const file = `${folder}/tests/${downloadName(name, "cases")} (${id.slice(-6)}).json`;
    yield { name: file, modified, content: once(body) };
  }
  const runs = await everything(async (page) => {
    const found = await listRuns(scope, projectId, page);
    return { items: found.runs, nextCursor: found.nextCursor };
  });
  if (runs.length > 0) yield entry("tests/runs.json", runs);
}

type Page = { limit: number; cursor: string | undefined };

async function everything<T>(
  read: (page: Page) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read({ limit: LIMITS.pageMax, cursor });
    all.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return all;
}

async function* once(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(text);
}
