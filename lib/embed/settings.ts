import { audit, endLostVisits, hashPassword } from "@/lib/auth";
import { resolveTarget } from "@/lib/chats";
import { invalid, notFound } from "@/lib/errors";
import { EMBED_DEFAULTS, type Embed, findVariables, type UpdateEmbedInput } from "@/lib/schemas";
import { type EmbedRecord, getStore, type OpenEmbed, type Scope } from "@/lib/store";
import { isoDay, isoTime } from "@/lib/time";

type Overview = {
  embed: Embed;
  used: { messages: number; tokens: number };
  visitors: number;
  ratings: { up: number; down: number };
};

const toEmbed = (projectId: string, record: EmbedRecord | null): Embed => ({
  ...EMBED_DEFAULTS,
  ...record?.settings,
  projectId,
  link: record?.link ?? { mode: "off", slug: null, hasPassword: false },
  updatedAt: record ? isoTime(record.updatedAt) : null,
});

/** How a project is open to visitors, and how much they have used today; the defaults where nobody set it up. @throws not_found */
export async function getEmbed(scope: Scope, projectId: string): Promise<Overview> {
  const { projects, embeds } = await getStore();
  const now = Date.now();
  const [project, record, used, visitors, ratings] = await Promise.all([
    projects.get(scope, projectId),
    embeds.get(scope, projectId),
    embeds.used(scope, projectId, isoDay(now)),
    embeds.countVisitors(scope, projectId, now),
    embeds.visitorRatings(scope, projectId),
  ]);
  if (!project) throw notFound("Project");
  return { embed: toEmbed(projectId, record), used, visitors, ratings };
}

/**
 * Changes what is named. Whoever may not be there any more (the widget is off, their site's origin is gone, the link is
 * closed or has another password) is refused from then on, and answers under way end.
 * @throws not_found; `validation_failed` on `link.slug` (missing, taken) and `link.password` (missing)
 */
export async function updateEmbed(
  scope: Scope,
  projectId: string,
  input: UpdateEmbedInput,
  address: string,
): Promise<Overview> {
  const { embeds } = await getStore();
  const [overview, before] = await Promise.all([getEmbed(scope, projectId), embeds.find(projectId)]);
  const { link: patch = {}, ...named } = input;
  const merged = { ...EMBED_DEFAULTS, ...before?.settings, ...named };
  const settings = { ...merged, origins: [...new Set(merged.origins)] };
  const mode = patch.mode ?? before?.link.mode ?? "off";
  const slug = patch.slug === undefined ? (before?.link.slug ?? null) : patch.slug;
  if (mode !== "off" && slug === null) throw invalid("link.slug", "Choose an address for the link");
  if (mode === "password" && patch.password === undefined && !before?.passwordHash)
    throw invalid("link.password", "Choose a password for the link");
  const passwordHash =
    patch.password === undefined ? (before?.passwordHash ?? null) : await hashPassword(patch.password);
  const shutsOut = patch.password !== undefined || mode !== (before?.link.mode ?? "off");
  const linkEpoch = (before?.linkEpoch ?? 0) + (shutsOut ? 1 : 0);
  const saved = await embeds.put(scope, projectId, {
    settings,
    link: { mode, slug },
    passwordHash,
    linkEpoch,
  });
  if (saved === "taken") throw invalid("link.slug", "This address is taken; choose another");
  if (!saved) throw notFound("Project");
  await endLostVisits();
  await audit({
    actorId: scope.userId,
    action: "embed.change",
    targetId: projectId,
    address,
    detail: { enabled: settings.enabled, origins: settings.origins.join(" "), link: mode },
  });
  return { ...overview, embed: toEmbed(projectId, saved) };
}

/** Ends every visit: tokens are refused at once, what was said is removed with the next sweep. @throws not_found */
export async function endVisits(scope: Scope, projectId: string, address: string): Promise<number> {
  const { projects, embeds } = await getStore();
  if (!(await projects.get(scope, projectId))) throw notFound("Project");
  const ended = await embeds.endVisitors(scope, projectId);
  await endLostVisits();
  await audit({ actorId: scope.userId, action: "embed.end-visits", targetId: projectId, address });
  return ended;
}

/** What anybody may know before they say anything. */
export function publicAppearance({ settings, projectName }: OpenEmbed) {
  const { title, greeting, suggestions, colour, theme } = settings;
  return { title: title || projectName, greeting, suggestions, colour, theme };
}

/** Whether a release answers visitors, and which variables of its prompts (the draft's, where none does) they can't give. */
export async function answeringState(
  scope: Scope,
  projectId: string,
): Promise<{ published: boolean; unanswered: string[] }> {
  const project = await (await getStore()).projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  const { project: answering, pinned } = await resolveTarget(scope, project);
  const variables = findVariables(answering.prompts.map(({ content }) => content));
  const unanswered = variables.flatMap((variable) => (variable.default === null ? [variable.name] : []));
  return { published: pinned !== null, unanswered };
}
