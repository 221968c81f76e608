import { audit, requireRole, scopeOn } from "@/lib/auth";
import { stopProjectRuns } from "@/lib/chats";
import { AppError, notFound } from "@/lib/errors";
import { announce, announceToProject } from "@/lib/feed";
import { readAfterCommit } from "@/lib/platform";
import { type Member, type PageQuery, PEOPLE_LIMITS, type ProjectRole } from "@/lib/schemas";
import { decodeCursor, encodeCursor, getStore, type MemberRecord, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";

/** The keeper first, then who is there longest. @throws not_found */
export async function listMembers(
  scope: Scope,
  projectId: string,
  page: PageQuery,
): Promise<{ members: Member[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? 0 : decodeCursor(page.cursor, ["number"])[0];
  const all = await everybody(scope, projectId);
  const shown = all.slice(after, after + page.limit);
  const more = all.length > after + page.limit;
  return {
    members: await Promise.all(shown.map(toMember)),
    nextCursor: more ? encodeCursor([after + page.limit]) : null,
  };
}

async function everybody(scope: Scope, projectId: string): Promise<MemberRecord[]> {
  const store = await getStore();
  const [project, members] = await Promise.all([
    store.projects.get(scope, projectId),
    store.members.list(scope, projectId),
  ]);
  if (!project) throw notFound("Project");
  const { ownerId: userId, createdAt } = project;
  return [{ projectId, userId, role: "owner", createdAt }, ...members];
}

async function toMember({ userId, role, createdAt }: MemberRecord): Promise<Member> {
  const who = async () => (await getStore()).users.get(userId);
  const user = await readAfterCommit("member", who, null);
  const { name, email } = user ?? { name: "", email: "" };
  return { id: userId, name, email, role, joinedAt: isoTime(createdAt) };
}

async function requireMember(scope: Scope, projectId: string, userId: string) {
  const all = await everybody(scope, projectId);
  const member = all.find((one) => one.userId === userId);
  if (!member) throw notFound("Member");
  return { all, member, keeper: userId === scope.ownerId };
}

/**
 * An owner gives somebody another role; whoever keeps the project hands it to another owner first.
 * @throws not_found, `limit_reached` when nobody else owns it
 */
export async function changeRole(
  scope: Scope,
  projectId: string,
  userId: string,
  role: ProjectRole,
): Promise<Member> {
  const { all, member, keeper } = await requireMember(scope, projectId, userId);
  const { members } = await getStore();
  if (member.role !== role) {
    const now = keeper ? await handToAnother(scope, projectId, all) : scope;
    const changed = await members.put(now, projectId, { userId, role }, PEOPLE_LIMITS.membersPerProject);
    if (!changed) throw notFound("Member");
    await announceToProject(now, projectId, { type: "people", projectId });
    const detail = { projectId, role };
    await audit({ actorId: scope.userId, action: "role.change", targetId: userId, detail });
  }
  return toMember({ ...member, role });
}

/**
 * An owner removes somebody, or somebody leaves: their running replies in the project are stopped, and neither the project
 * nor their chats in it are shown to them any more.
 * @throws not_found, `forbidden`, `limit_reached` for the last owner
 */
export async function removeMember(scope: Scope, projectId: string, userId: string): Promise<void> {
  if (userId !== scope.userId) requireRole(scope, "owner");
  const { all, keeper } = await requireMember(scope, projectId, userId);
  const { members } = await getStore();
  const now = keeper ? await handToAnother(scope, projectId, all) : scope;
  // Before: afterwards their chats are nobody's to stop.
  const { ownerId } = now;
  await stopProjectRuns(scopeOn({ userId }, { id: projectId, ownerId, role: "member" }), projectId);
  if (!(await members.remove(now, projectId, userId))) throw notFound("Member");
  await audit({ actorId: scope.userId, action: "member.remove", targetId: userId, detail: { projectId } });
  await announce(userId, null, { type: "project-removed", projectId });
  await announceToProject(now, projectId, { type: "people", projectId });
}

/** The scope as it is once another owner keeps the project. @throws limit_reached */
async function handToAnother(scope: Scope, projectId: string, all: MemberRecord[]): Promise<Scope> {
  const heir = all.find((one) => one.role === "owner" && one.userId !== scope.ownerId);
  const { members } = await getStore();
  if (!heir || !(await members.handOver(scope, projectId, heir.userId))) {
    throw new AppError("limit_reached", {
      message: "A project keeps one owner: make somebody else an owner first",
    });
  }
  return scopeOn({ userId: scope.userId }, { id: projectId, ownerId: heir.userId, role: "owner" });
}

/**
 * Before an account goes: each of its projects that somebody else is on goes to an owner, else an editor, else a member,
 * who is there longest. How many were handed over.
 */
export async function handOverProjects(scope: Scope): Promise<number> {
  const store = await getStore();
  let handed = 0;
  let cursor: string | undefined;
  do {
    const page = await store.projects.list(scope, { limit: 100, cursor });
    for (const { id } of page.items) {
      const people = await store.members.list(scope, id);
      const heir = (["owner", "editor", "member"] as const).flatMap((role) =>
        people.filter((one) => one.role === role),
      )[0];
      if (heir && (await store.members.handOver(scope, id, heir.userId))) handed += 1;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return handed;
}
